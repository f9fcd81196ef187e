"""The foundation's pages: people and agencies for administrators, circles for their members, the log for auditors."""

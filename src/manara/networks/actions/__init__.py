"""What people do with charts, measures, roles, marks and plans, one verb a file: the only writers of the room."""

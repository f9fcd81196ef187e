"""Names and keys are compared and judged until they are one identity; whoever may know finds it and reads who said what."""

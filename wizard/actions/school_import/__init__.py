"""DUO's files of boards and schools."""

def check(dialect, sql): pass

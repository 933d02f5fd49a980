"""The use cases: collect, translate, publish; the only place where the folders below meet."""

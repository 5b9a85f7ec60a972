"""One small file a platform: its event in, the endpoint's answer out, and an entry for its schedule.

None decides anything. A handler takes the visitor's address from the field that its platform writes itself,
never from one that a sender can.
"""

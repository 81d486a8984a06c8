"""The tree of units through time, people, their memberships, and roles held at a unit."""

"""Steelyard weighs every card of a backlog and writes the weight back where the team works."""

"""Measurements that print a table. Nothing is asserted: machines are noisy, so compare within one run."""

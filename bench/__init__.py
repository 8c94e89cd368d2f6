"""Benchmarks: each prints one JSON line, and each figure stands beside a baseline from the same run."""

"""All benchmarks that need no other material: `python -m benchmarks`."""

from benchmarks import judging, requests

if __name__ == "__main__":
    requests.main()
    judging.main()

"""A moto server on a free loopback port: prints the port, ends when its standard input closes.

A process of its own, because moto reads the account id from the environment; bound to
its parent's pipe, so that it never outlives the tests.
"""

import sys

from moto.server import ThreadedMotoServer  # pyright: ignore[reportMissingTypeStubs]: moto has no type marker

if __name__ == "__main__":
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    sys.stdout.write(f"{server.get_host_and_port()[1]}\n")
    sys.stdout.flush()
    sys.stdin.read()
    server.stop()

"""An account of AWS on loopback, for as long as a `with` block."""

import os
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, cast

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient

_STOP_TIMEOUT_S = 10


class _Clients(Protocol):
    """boto3, as far as it is used here: its own stub names every service, most of them without a type."""

    def client(
        self,
        service_name: Literal["iam"],
        *,
        region_name: str,
        endpoint_url: str,
        aws_access_key_id: str,
        aws_secret_access_key: str,
    ) -> "IAMClient": ...


@dataclass(frozen=True, slots=True, kw_only=True)
class MotoServer:
    """moto answering for one account; `process_id` is its own process."""

    endpoint: str
    account: str
    region: str
    process_id: int

    def iam(self) -> "IAMClient":
        """A client whose signature names the target's region, from which moto takes the partition."""
        import boto3

        return cast("_Clients", boto3).client(
            "iam",
            region_name=self.region,
            endpoint_url=self.endpoint,
            aws_access_key_id="moto",
            aws_secret_access_key="moto",
        )


@contextmanager
def moto_server(*, account: str, region: str) -> Generator[MotoServer]:
    """Starts a moto server with the AWS managed policies, and ends it.

    Source: https://docs.getmoto.org/en/latest/docs/configuration/environment_variables.html
    """
    process = subprocess.Popen(
        [sys.executable, "-P", str(Path(__file__).with_name("serve.py"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**_outer_environment(), "MOTO_ACCOUNT_ID": account, "MOTO_IAM_LOAD_MANAGED_POLICIES": "true"},
    )
    try:
        port = _port(process)
        yield MotoServer(endpoint=f"http://127.0.0.1:{port}", account=account, region=region, process_id=process.pid)
    finally:
        _stop(process)


def _outer_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "MOTO_"))}


def _port(process: "subprocess.Popen[str]") -> int:
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        raise RuntimeError(f"moto ended before it listened, with code {process.wait()}")
    return int(line)


def _stop(process: "subprocess.Popen[str]") -> None:
    """Closes the pipe that keeps the server alive, and ends it by its id if it does not listen."""
    for stream in (process.stdin, process.stdout):
        assert stream is not None
        stream.close()
    try:
        process.wait(timeout=_STOP_TIMEOUT_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()

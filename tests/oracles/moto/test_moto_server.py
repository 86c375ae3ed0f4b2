"""A moto server is one account in one partition, and it ends with its block."""

import socket

import pytest

from tests.oracles import registry
from tests.oracles.moto.moto_server import moto_server
from tests.oracles.moto.read_back import leftovers

pytestmark = pytest.mark.oracle(registry.MOTO)

# Source: https://docs.aws.amazon.com/imagebuilder/latest/userguide/security-iam-awsmanpol.html
MANAGED = (
    "AmazonSSMManagedInstanceCore",
    "EC2InstanceProfileForImageBuilder",
    "EC2InstanceProfileForImageBuilderECRContainerBuilds",
    "EC2ImageBuilderExecutionPolicy",
    "service-role/EC2ImageBuilderLifecycleExecutionPolicy",
)


@pytest.mark.parametrize(
    ("account", "region", "partition"),
    [("111122223333", "eu-west-1", "aws"), ("444455556666", "cn-north-1", "aws-cn")],
)
def test_a_server_is_its_account_and_partition(account: str, region: str, partition: str) -> None:
    with moto_server(account=account, region=region) as server:
        iam = server.iam()
        arn = iam.create_instance_profile(InstanceProfileName="host")["InstanceProfile"]["Arn"]
        assert arn == f"arn:{partition}:iam::{account}:instance-profile/host"
        assert leftovers(iam) == (arn,)
        for name in MANAGED:
            assert iam.get_policy(PolicyArn=f"arn:{partition}:iam::aws:policy/{name}")["Policy"].get("IsAttachable")


def test_a_server_ends_with_its_block() -> None:
    with moto_server(account="111122223333", region="eu-west-1") as server:
        port = int(server.endpoint.rsplit(":", 1)[1])
        socket.create_connection(("127.0.0.1", port)).close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))

"""Verification against a hostile template: every change of access is refused by name, looks may change."""

import re

import pytest

from tests.verifier.shipped import complaints, files, module, text, validated

ADMIN = '"arn:aws:iam::aws:policy/AdministratorAccess"'
ROLE = 'resource "aws_iam_role" "this" {\n'
ATTACHED = "  policy_arn = aws_iam_policy.permissions.arn\n"
POLICY = "data.aws_iam_policy_document.permissions.json"
TRUST = "data.aws_iam_policy_document.trust.json"
BUCKET = '"arn:${local.partition}:s3:::${var.log_bucket}/image-builder/*"'
CONDITION = (
    '    condition {\n      test     = "StringEquals"\n      variable = "s3:ResourceAccount"\n\n'
    "      values = [\n        local.account_id,\n      ]\n    }\n"
)
VALIDATION = text("instance-role", "variables.tf").partition('variable "log_bucket"')[2].partition("  validation {")[2]
VALIDATION = "\n  validation {" + VALIDATION.partition("  }\n")[0] + "  }\n"
SIDS = re.findall(r"sid +(= \"\w+\")", text("instance-role", "main.tf"))
SID = SIDS[0].strip('= "')
DEFAULT = 'ws_iam_policy_document" "permissions" {\n  version = "2012-10-17"\n'

# name → file, what stands there, what a hostile template prints, words of the complaint
MAIN = "main.tf"
VARIABLES = "variables.tf"
OUTPUTS = "outputs.tf"
VERSIONS = "versions.tf"
DEV = "policies/dev/permissions.json"
Change = tuple[str, str, str, tuple[str, ...]]
REFUSED: dict[str, Change] = {
    "action dropped": (MAIN, '      "s3:PutObject",\n', "", ("actions", "`()`", "s3:PutObject")),
    "action added": (MAIN, '"s3:PutObject",', '"s3:PutObject", "s3:*",', ("s3:*", "compiled was")),
    "account changed": (MAIN, ":aws:component", ":210987654321:component", ("210987654321", ":aws:component")),
    "Region widened": (MAIN, "${local.region}:aws:", "*:aws:", ("imagebuilder:*:aws", "cn-north-1:aws")),
    "value of another hole": (MAIN, "${local.region}:aws:", "${local.account_id}:aws:", ("resources",)),
    "input for another": (MAIN, "${var.log_bucket}", "${local.partition}", ("resources",)),
    "resource widened": (MAIN, BUCKET, '"*"', ("`('*',)`", "s3:::")),
    "policy variable smuggled in": (MAIN, "/image-builder/*", "/&{aws:username}/*", ("${aws:username}",)),
    "condition value": (MAIN, "        local.account_id,\n", '        "*",\n', ("conditions", "StringEquals *`")),
    "condition operator": (MAIN, '"StringEquals"', '"StringNotEquals"', ("StringNotEquals", "StringEquals")),
    "condition operator with a set": (MAIN, '"StringEquals"', '"ForAllValues:StringEquals"', ("ForAllValues",)),
    "condition key": (MAIN, '"s3:ResourceAccount"', '"aws:ResourceAccount"', ("aws:ResourceAccount",)),
    "condition dropped": (MAIN, CONDITION, "", ("conditions read back as `()`", "s3:ResourceAccount")),
    "condition twice": (MAIN, CONDITION, CONDITION * 2, ("tests one key twice",)),
    "effect flipped": (MAIN, '"Allow"', '"Deny"', ("effect read back as `'Deny'`", "compiled was `'Allow'`")),
    "effect left to its default": (MAIN, '    effect = "Allow"\n', "", ("a text is missing",)),
    "not_actions": (MAIN, "    actions = [", "    not_actions = [", ("not_actions read back as",)),
    "not_resources": (
        MAIN,
        "    resources = [",
        "    not_resources = [",
        ("not_resources read back as", "compiled was `()`"),
    ),
    "not_principals": (MAIN, "    principals {", "    not_principals {", ("`not_principals` has no place",)),
    "principal": (MAIN, '"ec2.${local.dns_suffix}"', '"*"', ("principals", "('Service', '*')")),
    "principal type": (MAIN, 'type = "Service"', 'type = "AWS"', ("('AWS', ", "('Service', ")),
    "sid": (MAIN, f'"{SID}"', '"Other"', ("`Other` was not compiled", f"`{SID}` is missing")),
    "source document": (MAIN, DEFAULT, DEFAULT + '  source_policy_documents = ["{}"]\n', ("no place",)),
    "override document": (MAIN, DEFAULT, DEFAULT + '  override_policy_documents = ["{}"]\n', ("no place",)),
    "version": (MAIN, '"2012-10-17"', '"2008-10-17"', ("2008-10-17", "2012-10-17")),
    "dynamic statement": (MAIN, DEFAULT, DEFAULT + '  dynamic "statement" {\n  }\n', ("`dynamic` has no place",)),
    "document repeated": (MAIN, DEFAULT, DEFAULT + "  for_each = []\n", ("`for_each` has no place",)),
    "depends_on of a document": (MAIN, DEFAULT, DEFAULT + "  depends_on = []\n", ("`depends_on` has no place",)),
    "conditional in a document": (MAIN, BUCKET, f'true ? "*" : {BUCKET}', ("only a name",)),
    "conditional on an input": (MAIN, BUCKET, f'var.log_bucket == "x" ? "*" : {BUCKET}', ("no place",)),
    "function in a document": (MAIN, BUCKET, 'join("", ["*"])', ("the function `join` has no place",)),
    "another role tag": (MAIN, "  tags                 = var.tags", '  tags = { Team = "x" }', ("tags", "Team")),
    "role tags left out": (MAIN, "  tags                 = var.tags\n", "", ("tags read back as `None`",)),
    "managed_policy_arns": (MAIN, ROLE, f"{ROLE}  managed_policy_arns = [{ADMIN}]\n", ("`managed_policy_arns`",)),
    "inline policy": (MAIN, ROLE, f"{ROLE}  inline_policy {{\n  }}\n", ("no place",)),
    "count": (MAIN, ROLE, f"{ROLE}  count = 2\n", ("`count` has no place",)),
    "for_each": (MAIN, ROLE, f"{ROLE}  for_each = var.tags\n", ("`for_each` has no place",)),
    "provider": (MAIN, ROLE, f"{ROLE}  provider = aws\n", ("`provider` has no place",)),
    "depends_on": (MAIN, ROLE, f"{ROLE}  depends_on = []\n", ("`depends_on` has no place",)),
    "lifecycle": (MAIN, ROLE, f"{ROLE}  lifecycle {{\n    ignore_changes = all\n  }}\n", ("no place",)),
    "provisioner": (MAIN, ROLE, f'{ROLE}  provisioner "local-exec" {{\n    command = "x"\n  }}\n', ("no place",)),
    "trust of another document": (MAIN, TRUST, POLICY, ("assume_role_policy", "trust.json")),
    "trust as text": (MAIN, TRUST, '"{}"', ("assume_role_policy read back as `'{}'`",)),
    "trust chosen by a variable": (MAIN, f"= {TRUST}", f"= var.use_name_prefix ? {POLICY} : {TRUST}", ("trust.json",)),
    "trust chosen the other way": (MAIN, f"= {TRUST}", f"= var.use_name_prefix ? {TRUST} : {POLICY}", ("trust.json",)),
    "boundary dropped": (MAIN, "  permissions_boundary = var.permissions_boundary\n", "", ("permissions_boundary",)),
    "boundary of nobody": (MAIN, "= var.permissions_boundary", "= null", ("permissions_boundary",)),
    "boundary fixed": (MAIN, "= var.permissions_boundary", f"= {ADMIN}", ("permissions_boundary", "Administrator")),
    "boundary only sometimes": (
        MAIN,
        "= var.permissions_boundary",
        "= var.use_name_prefix ? null : var.permissions_boundary",
        ("permissions_boundary read back as `None`", "`var.permissions_boundary`"),
    ),
    "session": (MAIN, "= 3600", "= 43200", ("max_session_duration", "43200", "3600")),
    "session left out": (MAIN, "  max_session_duration = 3600\n", "", ("max_session_duration", "`None`")),
    "path": (MAIN, "= var.path", '= "/"', ("path read back as `'/'`",)),
    "role name fixed": (MAIN, "null : var.name\n", 'null : "admin"\n', ("name read back as `'admin'`",)),
    "policy of another document": (MAIN, f"= {POLICY}", f"= {TRUST}", ("policy read back as", "permissions.json")),
    "policy as text": (MAIN, f"= {POLICY}", "= jsonencode({})", ("`jsonencode` has no place",)),
    "policy from a file": (MAIN, f"= {POLICY}", '= file("x")', ("`file` has no place",)),
    "policy from a template": (MAIN, f"= {POLICY}", '= templatefile("x", {})', ("`templatefile` has no place",)),
    "other policy attached": (MAIN, ATTACHED, f"  policy_arn = {ADMIN}\n", ("AdministratorAccess", "is missing")),
    "other policy attached sometimes": (
        MAIN,
        ATTACHED,
        f"  policy_arn = var.use_name_prefix ? {ADMIN} : aws_iam_policy.permissions.arn\n",
        ("AdministratorAccess", "was not compiled"),
    ),
    "address in quotes": (MAIN, ATTACHED, '  policy_arn = "aws_iam_policy.permissions.arn"\n', ("was not compiled",)),
    "attached to another role": (
        MAIN,
        "  role       = aws_iam_role.this.name\n" + ATTACHED,
        '  role       = "admin"\n' + ATTACHED,
        ("role read back as `'admin'`", "`aws_iam_role.this.name`"),
    ),
    "attached to another role sometimes": (
        MAIN,
        "  role       = aws_iam_role.this.name\n" + ATTACHED,
        '  role       = var.use_name_prefix ? "admin" : aws_iam_role.this.name\n' + ATTACHED,
        ("role read back as `'admin'`",),
    ),
    "another role in the profile": (
        MAIN,
        "  role        = aws_iam_role.this.name",
        '  role        = "admin"',
        ("role read back as `'admin'`",),
    ),
    "local of a variable": (MAIN, "locals {\n", "locals {\n  x = var.log_bucket\n", ("called `var.log_bucket`",)),
    "local redefined": (MAIN, "locals {\n", 'locals {\n  region = "*"\n}\n\nlocals {\n', ("declared twice",)),
    "local of another value": (MAIN, "= data.aws_partition.current.dns_suffix", '= "x.com"', ("principals",)),
    "region of another source": (MAIN, "= data.aws_service.current.region", '= "*"', ("resources", "imagebuilder:*")),
    "undeclared variable": (MAIN, BUCKET, "var.nothing", ("called `var.nothing`",)),
    "standard variable in a document": (MAIN, BUCKET, "var.name", ("called `var.name`",)),
    "default": (VARIABLES, 'default     = "image-builder-instance-role"', 'default     = "x"', ("name", "'x'")),
    "default of the prefix": (VARIABLES, "default     = false", "default     = true", ("name read back as `None`",)),
    "default of the boundary": (VARIABLES, "= null", f"= {ADMIN}", ("permissions_boundary", "Administrator")),
    "default of the tags": (VARIABLES, '"image-builder"\n', '"x"\n', ("tags read back", "image-builder")),
    "input gets a default": (
        VARIABLES,
        'variable "log_bucket" {',
        'variable "log_bucket" {\n  default = "x"',
        ("string = `'x'`", "string = `None`"),
    ),
    "type": (VARIABLES, 'their logs."\n  type        = string', 'their logs."\n  type = any', ("any", "string")),
    "nullable": (
        VARIABLES,
        f"  nullable    = false\n{VALIDATION}",
        f"  nullable = true\n{VALIDATION}",
        ("`log_bucket` can be null",),
    ),
    "nullable left out": (
        VARIABLES,
        f"  nullable    = false\n{VALIDATION}",
        VALIDATION,
        ("`log_bucket` can be null",),
    ),
    "validation dropped": (VARIABLES, VALIDATION, "", ("validation", "read back as `()`", "^[")),
    "validation widened": (VARIABLES, "#-]+$", "#$-]+$", ("validation", "#$-]+$", "#-]+$")),
    "validation with an alternative": (VARIABLES, ',~#-]+$"', ',~#-]+$|^.[{].*$"', ("|^.[{].*$",)),
    "validation not anchored": (VARIABLES, 'regex("^[*?A-Za-z0-9 _', 'regex("[*?A-Za-z0-9 _', ("compiled was `^[",)),
    "validation of another variable": (VARIABLES, "var.log_bucket))", "var.path))", ("validation", "`var.path`")),
    "validation always true": (
        VARIABLES,
        VALIDATION,
        VALIDATION.replace("can(regex", "alltrue([]) #"),
        ("read back as `()`",),
    ),
    "output dropped": (OUTPUTS, text("instance-role", OUTPUTS).partition("\n\n")[0], "", ("policy_documents",)),
    "output changed": (OUTPUTS, "aws_iam_role.this.arn", "aws_iam_role.this.name", ("`role_arn` read back as",)),
    "output chosen by a variable": (
        OUTPUTS,
        "aws_iam_role.this.arn",
        "var.use_name_prefix ? var.name : aws_iam_role.this.arn",
        ("`role_arn` read back as",),
    ),
    "output with an entry more": (OUTPUTS, "  value = {\n", "  value = {\n    x = 1\n", ("policy_documents",)),
    "provider of somebody else": (VERSIONS, "hashicorp/aws", "evil/aws", ("evil/aws", "hashicorp/aws")),
    "provider more": (VERSIONS, "    aws =", '    null = {source = "hashicorp/null"}\n    aws =', ("`null` has no",)),
    "provider aliases": (VERSIONS, "      source ", "      configuration_aliases = []\n      source ", ("alias",)),
    "backend": (VERSIONS, "terraform {\n", 'terraform {\n  backend "http" {\n  }\n', ("nothing else",)),
    "experiments": (VERSIONS, "terraform {\n", "terraform {\n  experiments = []\n", ("no place",)),
    "JSON: action dropped": (DEV, '        "s3:PutObject"\n', "\n", ("actions read back as `()`", "s3:PutObject")),
    "JSON: action changed": (DEV, '"s3:PutObject"', '"s3:*"', ("s3:*", "s3:PutObject")),
    "JSON: value changed": (DEV, '"111122223333"', '"999999999999"', ("999999999999", "111122223333")),
    "JSON: key twice": (DEV, '"Effect": "Allow",', '"Effect": "Deny", "Effect": "Allow",', ("stands twice",)),
    "JSON: key more": (DEV, '"Version"', '"Id": "x", "Version"', ("`Version`",)),
    "JSON: NotAction": (DEV, '"Action"', '"NotAction"', ("not_actions read back as",)),
    "JSON: NotResource": (DEV, '"Resource"', '"NotResource"', ("not_resources read back as",)),
    "JSON: element more": (DEV, '"Effect"', '"Principal": "*", "Effect"', ("principals", "compiled was `()`")),
    "JSON: effect": (DEV, '"Allow"', '"Deny"', ("effect read back as `'Deny'`",)),
    "JSON: condition dropped": (DEV, '"s3:ResourceAccount"', '"aws:x"', ("aws:x", "s3:ResourceAccount")),
    "JSON: trailing text": (DEV, "  ]\n}\n", "  ]\n}\n{}", ("not JSON",)),
    "JSON: comment": (DEV, "{\n", "{ // x\n", ("not JSON",)),
    "JSON: NaN": (DEV, '"111122223333"', "NaN", ("`NaN` has no place",)),
    "JSON: fraction": (DEV, '"111122223333"', "1.5", ("`1.5` has no place",)),
    "JSON: null": (DEV, '"Allow"', "null", ("a text is missing",)),
    "JSON: very long number": (DEV, '"111122223333"', "9" * 5000, ("too long",)),
    "JSON: nested beyond sense": (DEV, '"111122223333"', "[" * 5000 + "]" * 5000, ("nested too deeply",)),
    "JSON: empty": (DEV, text("instance-role", DEV), "", ("not JSON",)),
    "JSON: of another target": (DEV, "aws:imagebuilder", "aws-cn:imagebuilder", ("aws-cn", "arn:aws:")),
}
REFUSED["variable unused"] = (
    MAIN,
    "  path                 = var.path",
    '  path                 = "/image-builder/"',
    ("path read back as `'/image-builder/'`",),
)

BLOCKS = {
    "another attachment": (
        f'resource "aws_iam_role_policy_attachment" "x" {{\n  role = "x"\n  policy_arn = {ADMIN}\n}}',
        "AdministratorAccess",
    ),
    "another role": (f'resource "aws_iam_role" "x" {{\n  assume_role_policy = {TRUST}\n}}', "`aws_iam_role.x`"),
    "another policy": (f'resource "aws_iam_policy" "x" {{\n  policy = {POLICY}\n}}', "`aws_iam_policy.x`"),
    "a role's own policy": ('resource "aws_iam_role_policy" "x" {\n}', "`aws_iam_role_policy.x` was not compiled"),
    "a user": ('resource "aws_iam_user" "x" {\n}', "has no place"),
    "null_resource": ('resource "null_resource" "x" {\n}', "has no place"),
    "terraform_data": ('resource "terraform_data" "x" {\n}', "has no place"),
    "external": ('data "external" "x" {\n  program = ["x"]\n}', "has no place"),
    "http": ('data "http" "x" {\n  url = "x"\n}', "has no place"),
    "another document": ('data "aws_iam_policy_document" "x" {\n  version = "2012-10-17"\n}', "`x` was not compiled"),
    "a module": ('module "x" {\n  source = "x"\n}', "has no place"),
    "a provider": ('provider "aws" {\n}', "has no place"),
    "an import": ('import {\n  to = aws_iam_role.this\n  id = "x"\n}', "has no place"),
    "moved": ("moved {\n  from = aws_iam_role.x\n  to = aws_iam_role.this\n}", "has no place"),
    "removed": ("removed {\n  from = aws_iam_role.x\n}", "has no place"),
    "a check": ('check "x" {\n}', "has no place"),
    "an ephemeral resource": ('ephemeral "x" "y" {\n}', "has no place"),
    "a second terraform block": ("terraform {\n}", "declared twice"),
    "a variable nobody reads": ('variable "x" {\n  type = string\n  nullable = false\n}', "`x` was not compiled"),
    "locals with a label": ("locals in {\n}", "label"),
    "a target's value from elsewhere": ('data "aws_partition" "x" {\n  provider = aws\n}', "`provider` has no place"),
    "a data source with contents": ('data "aws_partition" "x" {\n  y {\n  }\n}', "a block has no place"),
}

LOOKS: dict[str, tuple[str, str, str]] = {
    "comment": (MAIN, ROLE, f"/* one\n two */\n# three\n{ROLE}  // four\n"),
    "blank lines": (MAIN, "\n\n", "\n\n\n\n"),
    "no alignment": (MAIN, "  max_session_duration = ", "  max_session_duration="),
    "one line": (MAIN, '[\n        "ec2.${local.dns_suffix}",\n      ]', '["ec2.${local.dns_suffix}"]'),
    "attribute order": (
        MAIN,
        f'    sid    {SIDS[0]}\n    effect = "Allow"',
        f'    effect="Allow"\n    sid {SIDS[0]}',
    ),
    "action twice": (MAIN, '      "s3:PutObject",\n', '      "s3:PutObject",\n      "s3:PutObject",\n'),
    "value without its local": (
        MAIN,
        "        local.account_id,",
        "        data.aws_caller_identity.current.account_id,",
    ),
    "value in a template": (MAIN, "        local.account_id,", '        "${local.account_id}",'),
    "escape": (MAIN, '"s3:PutObject"', r'"s3:\u0050utObject"'),
    "more locals": (MAIN, "locals {\n", "locals {\n  x = local_free\n}\n\nlocals {\n".replace("local_free", '"y"')),
    "description of a policy": (
        MAIN,
        f"  description = var.description\n  policy      = {POLICY}",
        f"  policy = {POLICY}",
    ),
    "tags of a policy": (
        MAIN,
        f"  policy      = {POLICY}\n  tags        = var.tags",
        f'  policy = {POLICY}\n  tags = {{ Made = "by a template" }}',
    ),
    "name without a prefix": (MAIN, '  name_prefix = var.use_name_prefix ? "${var.name}-" : null\n', ""),
    "description of a variable": (VARIABLES, "their logs.", "their beautiful logs."),
    "default description": (VARIABLES, 'default     = "What', 'default     = "Whatever'),
    "message of a validation": (VARIABLES, "Use letters, digits, spaces", "Only letters, digits, spaces"),
    "validation twice": (VARIABLES, VALIDATION, VALIDATION * 2),
    "an output more": (OUTPUTS, 'output "role_arn"', 'output "x" {\n  value = var.name\n}\n\noutput "role_arn"'),
    "sensitive output": (OUTPUTS, "= aws_iam_role.this.arn", "= aws_iam_role.this.arn\n  sensitive = true"),
    "provider's version": (VERSIONS, ">= 5.40.0, < 7.0.0", ">= 6.0.0"),
    "JSON: on one line": (DEV, "\n", " "),
    "JSON: list order": (DEV, '"imagebuilder:GetComponent",', '"imagebuilder:GetMarketplaceResource",'),
}


@pytest.mark.parametrize("change", REFUSED.values(), ids=REFUSED.keys())
def test_a_template_that_changes_access_is_refused(change: Change) -> None:
    name, old, new, words = change
    whole = text("instance-role", name)
    assert old in whole
    found = complaints("instance-role", {name: whole.replace(old, new)})
    assert found
    assert all(one.startswith("instance-role/") and "the template is" in one for one in found)
    for word in words:
        assert any(word in one for one in found), found


@pytest.mark.parametrize(("block", "words"), BLOCKS.values(), ids=BLOCKS.keys())
@pytest.mark.parametrize("name", [MAIN, OUTPUTS])
def test_a_block_that_was_not_compiled_is_refused(name: str, block: str, words: str) -> None:
    found = complaints("instance-role", {name: f"{text('instance-role', name)}\n{block}\n"})
    assert found
    assert any(words in one for one in found), found


@pytest.mark.parametrize("change", LOOKS.values(), ids=LOOKS.keys())
def test_a_template_may_change_the_looks(change: tuple[str, str, str]) -> None:
    name, old, new = change
    whole = text("instance-role", name)
    assert old in whole
    changed = whole.replace(old, new)
    if name == DEV and "Marketplace" in new:
        changed = changed.replace('"imagebuilder:GetMarketplaceResource"\n', '"imagebuilder:GetComponent"\n')
    assert not complaints("instance-role", {name: changed})


@pytest.mark.parametrize("persona", [one.persona for one in validated().modules])
def test_statements_and_blocks_may_stand_in_any_order(persona: str) -> None:
    blocks = text(persona, MAIN).split("\n}\n")[:-1]
    assert not complaints(persona, {MAIN: "\n".join(f"{one}\n}}\n" for one in reversed(blocks))})


def test_a_complaint_names_file_line_and_template() -> None:
    (found,) = complaints("viewer", {VARIABLES: text("viewer", VARIABLES) + "\nx {\n}\n"})
    line = text("viewer", VARIABLES).count("\n") + 2
    assert found == (
        f"viewer/variables.tf:{line}:1: not-faithful: `x` has no place in a module; "
        "the template is variables.tf.j2; it may change the looks of a module, never its access"
    )


def test_a_complaint_names_statement_and_both_values() -> None:
    (found,) = complaints("instance-role", {MAIN: text("instance-role", MAIN).replace('"s3:PutObject"', '"s3:*"')})
    assert re.search(r"permissions, statement `\w+`: actions read back as `\('s3:\*',\)`", found)
    assert "compiled was `('s3:PutObject',)`" in found


def test_the_shipped_files_are_faithful() -> None:
    for one in validated().modules:
        assert files(one.persona)
        assert not complaints(one.persona, {}), module(one.persona)

"""Modules → the root module that calls those of personas.

Sources:
https://developer.hashicorp.com/terraform/language/block/moved
https://developer.hashicorp.com/terraform/language/block/import
https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/r/iam_role.html.markdown (ids are names)
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.model.module import Module
from generator.model.profile import IdentityKind, Profiles
from generator.model.root import Argument, Call, Given, Import, Moved, Root, Variable


@dataclass(frozen=True, slots=True, kw_only=True)
class _Passing:
    """`variable` is the root's, with a place for a persona's label where each persona has its own."""

    gives: Given
    variable: str
    declared_by: Callable[[Module], bool]


_PASSED = (
    _Passing(gives=Given.TAGS, variable="tags", declared_by=lambda one: one.has_tags),
    _Passing(
        gives=Given.PERMISSIONS_BOUNDARY,
        variable="permissions_boundary",
        declared_by=lambda one: one.takes_boundary,
    ),
    _Passing(
        gives=Given.INSTANCE_ARN,
        variable="instance_arn",
        declared_by=lambda one: one.permission_set is not None,
    ),
    _Passing(
        gives=Given.USERS,
        variable="{label}_users",
        declared_by=lambda one: one.has(IdentityKind.USER),
    ),
    _Passing(
        gives=Given.ACCOUNT_ASSIGNMENTS,
        variable="{label}_account_assignments",
        declared_by=lambda one: one.permission_set is not None,
    ),
    _Passing(
        gives=Given.CREATE,
        variable="create_{label}",
        declared_by=lambda one: one.service_linked_role is not None,
    ),
)
_ADOPTED: Mapping[IdentityKind, tuple[str, ...]] = {
    IdentityKind.ROLE: ("aws_iam_role",),
    IdentityKind.GROUP: ("aws_iam_group",),
    IdentityKind.INSTANCE_PROFILE: ("aws_iam_instance_profile", "aws_iam_role"),
}
"""What is imported for an identity that was there before; an instance profile has a role of the same name."""


def compile_root(profiles: Profiles, modules: Iterable[Module]) -> Root:
    """Modules and the profiles that they come from → the root module."""
    called = tuple(sorted((one for one in modules if one.is_persona), key=lambda one: one.persona))
    read = {use.input.name for one in called for use in one.inputs}
    return Root(
        calls=tuple(_call(one) for one in called),
        inputs=tuple(one for one in profiles.inputs if one.name in read),
        variables=root_variables(called),
        tags=profiles.tags,
        moved=tuple(Moved(old=label(one.formerly), new=label(one.persona)) for one in called if one.formerly),
        imports=tuple(found for one in called for found in _imports(one)),
    )


def root_variables(modules: Iterable[Module]) -> tuple[Variable, ...]:
    """The variables beside inputs that the calls of these modules read, by name and persona."""
    found = {_variable(module, passing) for module in modules for passing in _passed(module)}
    return tuple(sorted(found, key=lambda one: (one.name, one.persona)))


def label(persona: str) -> str:
    """A persona's name → the label of its call."""
    return persona.replace("-", "_")


def _passed(module: Module) -> Iterator[_Passing]:
    return (one for one in _PASSED if one.declared_by(module))


def _variable(module: Module, passing: _Passing) -> Variable:
    name = passing.variable.format(label=label(module.persona))
    return Variable(name=name, gives=passing.gives, persona="" if name == passing.variable else module.persona)


def _call(module: Module) -> Call:
    given = [Argument(name=one.gives.value, variable=_variable(module, one).name) for one in _passed(module)]
    given += [Argument(name=use.input.name, variable=use.input.name) for use in module.inputs]
    return Call(
        label=label(module.persona),
        persona=module.persona,
        title=module.title,
        description=module.description,
        arguments=tuple(sorted(given, key=lambda one: one.name)),
    )


def _imports(module: Module) -> Iterator[Import]:
    for kind in module.adopted:
        for resource in _ADOPTED[kind]:
            yield Import(label=label(module.persona), resource=resource, id=module.name)

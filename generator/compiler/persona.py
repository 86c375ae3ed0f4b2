"""A persona → its module."""

from dataclasses import dataclass, replace

from generator.compiler.bound_values import check_bound_values
from generator.compiler.check_sizes import check_sizes
from generator.compiler.embody import Embodiment
from generator.compiler.identity import (
    check_boundary,
    check_identities,
    check_not_empty,
    managed_policy_arns,
    name_of,
    path_of,
)
from generator.compiler.inherit import Inherited
from generator.compiler.inputs import input_uses
from generator.compiler.literals import check_literals
from generator.compiler.problems import Problems
from generator.compiler.quotas import ATTACHMENTS, MANAGED
from generator.compiler.size import fitting
from generator.compiler.split import Packing, split
from generator.compiler.statements import StatementCompiler, Written
from generator.compiler.trust import trust_document
from generator.compiler.trust_services import check_services
from generator.model.module import Module, NamedDocument
from generator.model.profile import Adoption, Attachment, IdentityKind, Persona, Profiles
from generator.model.target import Bindings, Target

_SESSION_LEAST_S = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonaCompiler:
    """`targets` give a value to every input, `places` are all in which policies are measured."""

    profiles: Profiles
    problems: Problems
    places: tuple[Bindings, ...]
    targets: tuple[Target, ...]

    def module(self, inherited: Inherited) -> Module:
        """All that is made for a persona."""
        persona = inherited.persona
        check_identities(persona, self.profiles.naming, self.problems)
        for one in persona.identities:
            check_services(one.trust, self.profiles.targets, self.problems)
        compiler = StatementCompiler(profiles=self.profiles, problems=self.problems)
        written = compiler.written(inherited)
        embodiment = Embodiment(
            persona=persona,
            naming=self.profiles.naming,
            bounds=compiler.bounds(persona),
            statements=written.statements,
            problems=self.problems,
        )
        bare = self._bare(persona)
        made = replace(
            bare,
            boundary=embodiment.boundary(bare.name, bare.path),
            permission_set=embodiment.permission_set(),
            service_linked_role=embodiment.service_linked_role(),
            policies=self._policies(bare, persona, written),
        )
        return self._checked(made, persona)

    def _bare(self, persona: Persona) -> Module:
        """A persona's module without what its grants become."""
        role = persona.identity(IdentityKind.ROLE, IdentityKind.INSTANCE_PROFILE)
        inline = any(one.attachment is Attachment.INLINE for one in persona.identities)
        return Module(
            persona=persona.name,
            kind=persona.kind,
            title=persona.title,
            description=persona.description,
            service=self.profiles.service,
            name=name_of(persona, self.profiles.naming),
            path=path_of(persona, self.profiles.naming),
            tags=self.profiles.tags,
            identities=tuple(sorted((one.kind for one in persona.identities), key=lambda one: one.value)),
            policies=(),
            trust=trust_document(persona),
            max_session_s=role.max_session_s if role is not None else _SESSION_LEAST_S,
            managed_policies=managed_policy_arns(persona, self.problems),
            inputs=(),
            attachment=Attachment.INLINE if inline else Attachment.MANAGED,
            formerly=persona.formerly,
            adopted=tuple(one.kind for one in persona.identities if one.adoption is Adoption.ADOPTED),
        )

    def _policies(self, module: Module, persona: Persona, written: Written) -> tuple[NamedDocument, ...]:
        """The statements as managed or inline policies; a permission set has them in one of its own.

        Where policies would be more than can be attached, statements are made shorter, and then packed densely.
        """
        if not module.is_in_iam:
            return ()
        held = [one for one in module.identities if one is not IdentityKind.PERMISSION_SET]
        usual = [ATTACHMENTS[one].usual for one in held if one in ATTACHMENTS]
        most = min(usual) - len(module.managed_policies) if usual else None
        fits = fitting(MANAGED, self.places)
        found = split(written.statements, fits, most)
        if most is not None and found.divided > most:
            found = split(written.shorter, fits, most)
        if found.packing is Packing.DENSE:
            message = (
                f"`{persona.name}` would be {found.divided} policies divided by digests, and there is room for {most}: "
                f"it is packed into {len(found.policies)}"
            )
            hint = "a change may move statements between its policies; divide the persona, or grant fewer actions"
            self.problems.note("dense-packing", message, persona.at, hint)
        return found.policies

    def _checked(self, module: Module, persona: Persona) -> Module:
        documents = [one.document for one in module.documents]
        check_literals(documents, self.problems)
        if not self.problems.has_errors:
            check_bound_values(documents, self.targets, self.problems)
        used = input_uses(documents, {one.name: one for one in self.profiles.inputs})
        check_not_empty(module, persona.at, self.problems)
        check_boundary(module, persona, self.problems)
        check_sizes(module, persona.at, self.places, self.problems)
        return replace(module, inputs=used)

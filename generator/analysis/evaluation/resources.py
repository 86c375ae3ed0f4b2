"""The Resource or NotResource element of a statement → whether it names a resource.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
"""

from collections.abc import Callable, Iterable
from functools import lru_cache

from generator.analysis.evaluation.globs import Glob, Wildcard, compile_resources
from generator.analysis.evaluation.variables import Values, parse_template, resolve, variables_of

Names = Callable[[str, Values], bool]
"""Whether a resource, in a request's context, is named."""


def everything(_: str, __: Values) -> bool:
    """Names any resource."""
    return True


def prepare_resources(patterns: Iterable[str], version: str) -> Names:
    """ARN patterns of a document of that version → their test.

    `*` names everything, also the `*` of an action that is called on no particular resource; a pattern
    whose variable has no value names nothing.
    """
    templates = [parse_template(one, version) for one in patterns]
    if any(one == ((Wildcard.ANY,),) for one in templates):
        return everything
    fixed = [glob for one in templates if not variables_of(one) and (glob := resolve(one, {})) is not None]
    named = compile_resources(fixed)
    open_ = [one for one in templates if variables_of(one)]
    if not open_:
        return lambda resource, _: named(resource)

    def names(resource: str, values: Values) -> bool:
        filled = (resolve(one, values) for one in open_)
        return named(resource) or any(glob is not None and _compiled(glob)(resource) for glob in filled)

    return names


@lru_cache(maxsize=1024)
def _compiled(glob: Glob) -> Callable[[str], bool]:
    return compile_resources([glob])

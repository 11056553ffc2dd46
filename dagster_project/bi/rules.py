"""Row-level rules: one denial per dataset, one right per role and row scope. Data first, then the server."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from dagster_project.bi.access import PREFIX, Role
from dagster_project.bi.port import SupersetPort
from dagster_project.bi.spec import Project, RowScope

ADMIN_ROLE = "Admin"
_RESOURCE = "rowlevelsecurity"


@dataclass(frozen=True)
class Rule:
    """One rule as Superset keeps it.

    Args:
        filter_type: `Base` holds for everyone but `roles`, `Regular` for `roles`.
        tables, roles: ids on the server.
        group_key: rules of one group are joined by OR: a person with two roles of ours sees the rows of both.
    """

    name: str
    filter_type: str
    clause: str
    tables: frozenset[int]
    roles: frozenset[int]
    group_key: str | None

    @property
    def body(self) -> dict[str, Any]:
        return {**asdict(self), "tables": sorted(self.tables), "roles": sorted(self.roles)}


def audience(project: Project, roles: Iterable[Role], dataset: str) -> list[Role]:
    """Roles that may open a dataset."""
    return [role for role in roles if dataset in project.datasets and role.kind in project.datasets[dataset].audience]


def wanted_rules(
    project: Project, roles: Iterable[Role], dataset_ids: Mapping[str, int], role_ids: Mapping[str, int]
) -> list[Rule]:
    """Every rule of ours for the datasets on the server; a dataset that left the repository keeps its denial."""
    roles = list(roles)
    rules = []
    for name, dataset_id in dataset_ids.items():
        exempt = {role_ids[role.name] for role in audience(project, roles, name)} | {role_ids[ADMIN_ROLE]}
        denial = f"{PREFIX} запрет {name}"
        rules.append(Rule(denial, "Base", "1 = 0", frozenset({dataset_id}), frozenset(exempt), None))
    return rules + [rule for role in roles for rule in _rights(project, role, dataset_ids, role_ids[role.name])]


def _rights(project: Project, role: Role, dataset_ids: Mapping[str, int], role_id: int) -> Iterator[Rule]:
    tables: dict[RowScope, set[int]] = {}
    for name, dataset in project.datasets.items():
        if role.kind in dataset.audience and name in dataset_ids:
            tables.setdefault(dataset.rows, set()).add(dataset_ids[name])
    for scope, ids in sorted(tables.items()):
        if clause := role.clause(scope):
            name = f"{role.name}: {scope}"
            yield Rule(name, "Regular", clause, frozenset(ids), frozenset({role_id}), PREFIX)


def read_rules(port: SupersetPort) -> dict[int, Rule]:
    """Rules of ours on the server by id."""
    return {row["id"]: _rule(row) for row in port.rows(_RESOURCE) if row["name"].startswith(PREFIX)}


def _rule(row: Mapping[str, Any]) -> Rule:
    tables, roles = (frozenset(item["id"] for item in row[key]) for key in ("tables", "roles"))
    return Rule(row["name"], row["filter_type"], row["clause"], tables, roles, row["group_key"])


def tables_to_change(found: Iterable[Rule], wanted: Iterable[Rule]) -> set[int]:
    """Datasets with a rule that is not yet, or no longer, what it should be."""
    changed = set(found) ^ set(wanted)
    return {table for rule in changed for table in rule.tables}


def sync_rules(port: SupersetPort, found: Mapping[int, Rule], wanted: Iterable[Rule]) -> None:
    """Create and update what is wanted, denials first, then delete what is not.

    Raises:
        SupersetError: the server refused a rule.
    """
    ids = {rule.name: rule_id for rule_id, rule in found.items()}
    wanted = sorted(wanted, key=lambda rule: (rule.filter_type != "Base", rule.name))
    for rule in wanted:
        if rule.name not in ids:
            port.call("POST", f"{_RESOURCE}/", json=rule.body)
        elif found[ids[rule.name]] != rule:
            port.call("PUT", f"{_RESOURCE}/{ids[rule.name]}", json=rule.body)
    kept = {ids[rule.name] for rule in wanted if rule.name in ids}
    for rule_id in sorted(set(found) - kept):
        port.delete(_RESOURCE, rule_id)

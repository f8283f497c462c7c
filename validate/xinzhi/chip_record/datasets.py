"""The datasets of the record, each with its role and where its figures, dates, names and printed texts stand.

A new dataset is its schema, its CSV file and an entry here. The order is that in which rows build on each other: a row
refers to rows of earlier datasets.
"""

from __future__ import annotations

from ..domain import Bound, Dataset, Datasets, DateColumn, IdWords, Proof, Role
from .region_names import printed_forms

_PERIOD = (
    DateColumn("period_start", "period_basis", bound=Bound.start),
    DateColumn("period_end", "period_basis", bound=Bound.end),
)
_SUBJECTS = ("project", "park", "cluster", "organization", "region", "period_end")

DATASETS = Datasets(
    [
        Dataset("documents", Role.proof, Proof.documents),
        Dataset(
            "sources",
            Role.proof,
            Proof.articles,
            ids=IdWords(words=("title_en",), dated="published"),
            titles=("title_zh",),
        ),
        Dataset("passages", Role.proof, Proof.passages),
        Dataset("scope_terms", Role.code_list, Proof.terms),
        Dataset("class_words", Role.code_list),
        Dataset("glossary", Role.code_list),
        Dataset("topics", Role.code_list),
        Dataset("units", Role.code_list),
        Dataset("unit_spellings", Role.code_list),
        Dataset("metrics", Role.code_list),
        # A region may be named where the section opens.
        Dataset("regions", Role.code_list, forms=printed_forms, window=1000, titles=("name_zh",)),
        # A sentence names who acts, or the one before it does.
        Dataset(
            "organizations",
            Role.entity,
            ids=IdWords(words=("name_en",)),
            names=("name_zh",),
            proper_names=True,
            window=200,
            bilingual=True,
        ),
        Dataset("organization_aliases", Role.link, alias_of="organizations"),
        Dataset(
            "parks",
            Role.entity,
            ids=IdWords(words=("name_en",)),
            names=("name_zh",),
            proper_names=True,
            window=1000,
            bilingual=True,
        ),
        Dataset("park_aliases", Role.link, alias_of="parks"),
        Dataset(
            "clusters",
            Role.entity,
            ids=IdWords(owners=("region",), words=("name_en",)),
            names=("name_zh",),
            proper_names=True,
            window=1000,
            bilingual=True,
        ),
        # An article that goes through the measures of a policy names it in its title.
        Dataset(
            "policies",
            Role.entity,
            ids=IdWords(owners=("region",), words=("title_en",)),
            names=("title_zh",),
            window=10_000,
            printed=("title_zh",),
            dates=(
                DateColumn("issued", "issued_basis", exact=True),
                DateColumn("period_start", bound=Bound.start),
                DateColumn("period_end", bound=Bound.end),
            ),
            bilingual=True,
        ),
        Dataset("policy_organizations", Role.link),
        Dataset("policy_states", Role.link),
        Dataset(
            "work_reports",
            Role.fact,
            ids=IdWords(owners=("region", "year")),
            governs=("region",),
            printed=("session_zh", "speaker_zh", "office_zh"),
            dates=(DateColumn("delivered", "delivered_basis", exact=True),),
            bilingual=True,
        ),
        Dataset(
            "events",
            Role.fact,
            ids=IdWords(words=("name_en",)),
            never_linked=("parks",),
            titles=("name_zh",),
            dates=(DateColumn("held", "held_basis", exact=True),),
            bilingual=True,
        ),
        Dataset("event_organizations", Role.link),
        Dataset("event_speakers", Role.link, printed=("speaker_zh",), titles=("office_zh",)),
        Dataset(
            "regional_priorities",
            Role.fact,
            ids=IdWords(owners=("region", "year"), words=("summary_en",), verb_first=True),
            # Its region is that of its report, and its policy goes with `set_in`.
            checked_elsewhere=("region", "policy"),
            printed_words=("verb_zh",),
            own_words=("summary_zh",),
            bilingual=True,
            sequence=("work_report", "event", "policy", "source"),
        ),
        Dataset("priority_organizations", Role.link),
        Dataset("priority_parks", Role.link),
        Dataset("priority_clusters", Role.link),
        Dataset("priority_policies", Role.link),
        Dataset("priority_regions", Role.link),
        Dataset("priority_topics", Role.link),
        Dataset(
            "policy_measures",
            Role.fact,
            ids=IdWords(owners=("policy",), words=("summary_en",), verb_first=True),
            own_words=("summary_zh",),
            bilingual=True,
            sequence=("policy",),
        ),
        Dataset("measure_organizations", Role.link),
        Dataset("measure_parks", Role.link),
        Dataset("measure_policies", Role.link),
        Dataset("measure_topics", Role.link),
        Dataset(
            "projects",
            Role.entity,
            ids=IdWords(owners=("region",), words=("name_en",)),
            names=("name_zh",),
            dates=(DateColumn("started"), DateColumn("expected_completion")),
            bilingual=True,
        ),
        Dataset("project_organizations", Role.link),
        Dataset("project_stages", Role.link),
        Dataset("project_topics", Role.link),
        Dataset(
            "targets",
            Role.fact,
            ids=IdWords(owners=_SUBJECTS, words=("scope_en", "metric"), first_owner_only=True),
            figure="value_text",
            figure_of="metric",
            own_words=("scope_zh",),
            dates=_PERIOD,
            bilingual=True,
        ),
        Dataset("target_topics", Role.link),
        Dataset(
            "indicators",
            Role.fact,
            ids=IdWords(owners=_SUBJECTS, words=("scope_en", "metric"), first_owner_only=True),
            figure="value_text",
            figure_of="metric",
            own_words=("scope_zh",),
            dates=_PERIOD,
            bilingual=True,
        ),
        Dataset("indicator_topics", Role.link),
        Dataset(
            "policy_terms",
            Role.fact,
            ids=IdWords(owners=("policy",), words=("scope_en", "metric", "kind")),
            figure="value_text",
            figure_of="metric",
            own_words=("scope_zh",),
            bilingual=True,
        ),
        Dataset(
            "milestones",
            Role.fact,
            ids=IdWords(
                owners=("organization", "park", "cluster", "region"), words=("summary_en",), first_owner_only=True
            ),
            own_words=("summary_zh",),
            dates=(DateColumn("reached"), DateColumn("expected")),
            bilingual=True,
        ),
        Dataset("milestone_organizations", Role.link),
        Dataset("milestone_topics", Role.link),
        Dataset(
            "recognitions",
            Role.fact,
            ids=IdWords(owners=("region",), words=("award_en",)),
            titles=("award_zh",),
            dates=(DateColumn("year"),),
            bilingual=True,
        ),
        Dataset("recognition_organizations", Role.link),
        Dataset("recognition_parks", Role.link),
        Dataset("recognition_projects", Role.link),
        Dataset("recognition_clusters", Role.link),
        Dataset("recognition_policies", Role.link),
        Dataset("recognition_regions", Role.link),
        Dataset(
            "park_roster",
            Role.fact,
            ids=IdWords(owners=("park", "organization")),
            named_in_span=("organization",),
        ),
        # What a verdict stands on has evidence of its own, mostly: an indicator or a milestone.
        Dataset(
            "outcomes",
            Role.fact,
            ids=IdWords(owners=("record", "year")),
            checked_elsewhere=("indicator", "milestone"),
            bilingual=True,
            silence=("verdict", "not reported"),
        ),
        Dataset("evidence", Role.proof, Proof.spans),
        Dataset("inferences", Role.proof, Proof.inferences, bilingual=True),
        Dataset("omissions", Role.proof, Proof.omissions),
        Dataset("redirects", Role.proof, Proof.redirects),
        Dataset("reviews", Role.proof, Proof.reviews),
    ]
)

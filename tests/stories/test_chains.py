"""Stories of clusters that continue each other, compared with a simple implementation."""

from __future__ import annotations

import math
from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from site_gen.stories.blocks import REACH, ClusterId, Grouped
from site_gen.stories.chains import Chains, most_blocks

Parents = dict[ClusterId, ClusterId | None]


@st.composite
def trees(draw: st.DrawFn) -> Parents:
    """Up to two clusters in each of some blocks, and what each continues."""
    parents: Parents = {}
    for number in sorted(draw(st.sets(st.integers(0, 24), min_size=1))):
        earlier = [cluster for cluster in parents if number - REACH <= cluster[0] < number]
        for index in range(draw(st.integers(1, 2))):
            parents[number, index] = draw(st.sampled_from([None, *earlier, *earlier]))
    return parents


def chains(parents: Parents, most: int) -> Chains:
    blocks = {}
    for number in {number for number, _ in parents}:
        clusters = [cluster for cluster in parents if cluster[0] == number]
        links = {
            index: (number - parent[0], parent[1])
            for index, parent in enumerate(parents[cluster] for cluster in clusters)
            if parent
        }
        blocks[number] = Grouped((), ((),) * len(clusters), links, 1.0)
    return Chains(blocks.get, most)


def root(parents: Parents, cluster: ClusterId, earliest: int = 0) -> ClusterId:
    while (parent := parents[cluster]) and parent[0] >= earliest:
        cluster = parent
    return cluster


def firsts(parents: Parents, most: int) -> dict[ClusterId, ClusterId]:
    """The first cluster of each cluster's story, from all clusters at once."""
    members = defaultdict(list)
    for cluster in parents:
        members[root(parents, cluster)].append(cluster)
    stories = defaultdict(list)
    for first, tree in members.items():
        is_long = max(number for number, _ in tree) - first[0] >= most
        for cluster in tree:
            line = cluster[0] // most * most
            key = (line, root(parents, cluster, line - REACH)) if is_long else (0, first)
            stories[key].append(cluster)
    return {cluster: min(story) for story in stories.values() for cluster in story}


@settings(derandomize=True, max_examples=400, deadline=None)
@given(trees(), st.integers(1, 12))
def test_stories_equal_those_of_the_simple_implementation(parents: Parents, most: int) -> None:
    found = chains(parents, most)
    assert {cluster: found.first(cluster) for cluster in parents} == firsts(parents, most)


@settings(derandomize=True, max_examples=400, deadline=None)
@given(trees(), st.integers(1, 12), st.data())
def test_clusters_whose_story_changes_are_near_the_change(
    parents: Parents, most: int, data: st.DataObject
) -> None:
    changed = data.draw(st.sampled_from(sorted(parents)))
    earlier = [other for other in parents if changed[0] - REACH <= other[0] < changed[0]]
    new = {**parents, changed: data.draw(st.sampled_from([None, *earlier]))}
    seeds = {changed} | ({old} if (old := parents[changed]) else set())
    near = chains(new, most).near(seeds)
    before, after = firsts(parents, most), firsts(new, most)
    assert {cluster for cluster in parents if before[cluster] != after[cluster]} <= near


def test_days_are_rounded_down_to_blocks() -> None:
    assert most_blocks(96, 14) == 17
    assert most_blocks(10, 0.25) == 3
    assert most_blocks(96, 0.1) == 1


def test_story_may_have_no_end() -> None:
    assert most_blocks(96, math.inf) > 10**9
    assert most_blocks(math.inf, 14) == 1

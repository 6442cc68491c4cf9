package engine

import (
	"cmp"
	"slices"
	"strings"

	"drydock/engine/api"
)

func (w *World) listTaskDefinitions(_ *call, in *api.ListTaskDefinitionsInput) (*api.ListTaskDefinitionsOutput, *api.Error) {
	var found []*taskDefinition
	for d := range w.s.Definitions.All() {
		if (in.FamilyPrefix == "" || d.Body.Family == in.FamilyPrefix) && d.Body.Status == cmp.Or(in.Status, definitionActive) && w.unlessGone(d) != nil {
			found = append(found, d)
		}
	}
	slices.SortFunc(found, func(a, b *taskDefinition) int {
		return cmp.Or(cmp.Compare(a.Body.Family, b.Body.Family), cmp.Compare(a.Body.Revision, b.Body.Revision))
	})
	if in.Sort == "DESC" {
		slices.Reverse(found)
	}
	arns := []string{}
	for _, d := range found {
		arns = append(arns, d.Body.TaskDefinitionArn)
	}
	page, next, err := pageOf(arns, in.NextToken, in.MaxResults)
	if err != nil {
		return nil, err
	}
	return &api.ListTaskDefinitionsOutput{TaskDefinitionArns: page, NextToken: next}, nil
}

// listTaskDefinitionFamilies lists families by name: ACTIVE ones have an ACTIVE
// revision, INACTIVE ones have revisions and none of them ACTIVE.
func (w *World) listTaskDefinitionFamilies(_ *call, in *api.ListTaskDefinitionFamiliesInput) (*api.ListTaskDefinitionFamiliesOutput, *api.Error) {
	active := map[string]bool{} // by family
	families := []string{}
	for d := range w.s.Definitions.All() {
		if !strings.HasPrefix(d.Body.Family, in.FamilyPrefix) || w.unlessGone(d) == nil {
			continue
		}
		if _, known := active[d.Body.Family]; !known {
			families = append(families, d.Body.Family)
		}
		active[d.Body.Family] = active[d.Body.Family] || d.Body.Status == definitionActive
	}
	families = slices.DeleteFunc(families, func(f string) bool {
		return in.Status == definitionActive && !active[f] || in.Status == definitionInactive && active[f]
	})
	slices.Sort(families)
	page, next, err := pageOf(families, in.NextToken, in.MaxResults)
	if err != nil {
		return nil, err
	}
	return &api.ListTaskDefinitionFamiliesOutput{Families: page, NextToken: next}, nil
}

package engine

import (
	"slices"

	"drydock/engine/api"
)

func noPrefixList(id string) *api.Error {
	return api.Refuse("InvalidPrefixListId.NotFound", "The prefix list ID '%s' does not exist", id)
}

func (w *World) describePrefixLists(_ *call, in *api.DescribePrefixListsInput) (*api.DescribePrefixListsOutput, *api.Error) {
	rows, err := w.prefixListsOf(in.PrefixListIds, in.Filters, nil)
	if err != nil {
		return nil, err
	}
	out := &api.DescribePrefixListsOutput{PrefixLists: []api.PrefixList{}}
	for _, l := range rows {
		view := api.PrefixList{PrefixListId: l.id, PrefixListName: l.name(w.cfg.Region)}
		for _, p := range l.prefixes {
			view.Cidrs = append(view.Cidrs, p.String())
		}
		out.PrefixLists = append(out.PrefixLists, view)
	}
	return out, nil
}

func (w *World) describeManagedPrefixLists(_ *call, in *api.DescribeManagedPrefixListsInput) (*api.DescribeManagedPrefixListsOutput, *api.Error) {
	rows, err := w.prefixListsOf(in.PrefixListIds, in.Filters, []string{"AWS"})
	if err != nil {
		return nil, err
	}
	out := &api.DescribeManagedPrefixListsOutput{PrefixLists: []api.ManagedPrefixList{}}
	for _, l := range rows {
		out.PrefixLists = append(out.PrefixLists, api.ManagedPrefixList{
			PrefixListId: l.id, AddressFamily: "IPv4", State: "create-complete", PrefixListArn: "arn:aws:ec2:" + w.cfg.Region + ":aws:prefix-list/" + l.id,
			PrefixListName: l.name(w.cfg.Region), Tags: []api.Tag{}, OwnerId: "AWS",
		})
	}
	return out, nil
}

// prefixListsOf are the prefix lists that a call asks for. owner is what the filter
// owner-id asks about, for a call that has it.
func (w *World) prefixListsOf(ids []string, filters []api.Filter, owner []string) ([]*prefixList, *api.Error) {
	for _, id := range ids {
		if prefixListNamed(id) == nil {
			return nil, noPrefixList(id)
		}
	}
	var out []*prefixList
	for i := range prefixLists {
		l := &prefixLists[i]
		has := map[string][]string{"prefix-list-id": {l.id}, "prefix-list-name": {l.name(w.cfg.Region)}}
		if owner != nil {
			has["owner-id"] = owner
		}
		match, err := w.filter(filters, has)
		if err != nil {
			return nil, err
		}
		if match && (ids == nil || slices.Contains(ids, l.id)) {
			out = append(out, l)
		}
	}
	return out, nil
}

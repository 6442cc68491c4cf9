package engine

import (
	"slices"

	"drydock/engine/api"
)

// describeVpcEndpointServices lists the services that Drydock knows. Those with both
// types of endpoints stand there once for each type, as with AWS.
func (w *World) describeVpcEndpointServices(_ *call, in *api.DescribeVpcEndpointServicesInput) (*api.DescribeVpcEndpointServicesOutput, *api.Error) {
	out := &api.DescribeVpcEndpointServicesOutput{ServiceNames: []string{}, ServiceDetails: []api.ServiceDetail{}}
	for _, d := range w.endpointServices() {
		match, err := w.filter(in.Filters, map[string][]string{"owner": {d.Owner}, "service-name": {d.ServiceName}, "service-type": {d.ServiceType[0].ServiceType}})
		if err != nil {
			return nil, err
		}
		if !match || in.ServiceNames != nil && !slices.Contains(in.ServiceNames, d.ServiceName) {
			continue
		}
		out.ServiceDetails = append(out.ServiceDetails, d)
		if !slices.Contains(out.ServiceNames, d.ServiceName) {
			out.ServiceNames = append(out.ServiceNames, d.ServiceName)
		}
	}
	for _, name := range in.ServiceNames {
		if !slices.ContainsFunc(awsEndpoints, func(e awsEndpoint) bool { return endpointName(w.cfg.Region, e.name) == name }) {
			return nil, api.Refuse("InvalidServiceName", "The Vpc Endpoint Service '%s' does not exist", name)
		}
	}
	return out, nil
}

// endpointServices are the services with the types of their endpoints.
func (w *World) endpointServices() []api.ServiceDetail {
	var out []api.ServiceDetail
	for i := range awsEndpoints {
		e := &awsEndpoints[i]
		detail := api.ServiceDetail{
			ServiceName: endpointName(w.cfg.Region, e.name), AvailabilityZones: w.zones(), Owner: "amazon",
			BaseEndpointDnsNames: []string{e.hostIn(w.cfg.Region)}, VpcEndpointPolicySupported: true,
		}
		if e.gateway {
			detail.ServiceType = []api.ServiceTypeDetail{{ServiceType: endpointGateway}}
			out = append(out, detail)
		}
		detail.ServiceType = []api.ServiceTypeDetail{{ServiceType: endpointInterface}}
		if !e.only {
			detail.PrivateDnsName = e.hostIn(w.cfg.Region)
			detail.PrivateDnsNames = []api.PrivateDnsDetails{{PrivateDnsName: detail.PrivateDnsName}}
		}
		out = append(out, detail)
	}
	return out
}

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

package engine

import "drydock/engine/api"

// listServicesByNamespace refuses every namespace: neither Cloud Map nor Service
// Connect is simulated, so there is none. API Reference, ListServicesByNamespace.
func (w *World) listServicesByNamespace(_ *call, in *api.ListServicesByNamespaceInput) (*api.ListServicesByNamespaceOutput, *api.Error) {
	if in.Namespace == "" {
		return nil, invalid("namespace cannot be blank.").Ours()
	}
	if _, _, err := pageOf(nil, in.NextToken, in.MaxResults); err != nil {
		return nil, err
	}
	return nil, api.Refuse("NamespaceNotFoundException", "The namespace %s was not found.", in.Namespace).Ours()
}

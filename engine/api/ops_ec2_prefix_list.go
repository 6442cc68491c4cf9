package api

// DescribePrefixListsInput names or filters prefix lists of AWS services; with
// nothing given, all.
type DescribePrefixListsInput struct {
	Filters       []Filter `json:"Filters,omitempty" doc:"Filters: prefix-list-id, prefix-list-name."`
	PrefixListIds []string `json:"PrefixListIds,omitempty" api:"ref=prefix-list" doc:"The prefix lists."`
}

// DescribePrefixListsOutput lists prefix lists of AWS services.
type DescribePrefixListsOutput struct {
	PrefixLists []PrefixList `json:"PrefixLists"`
}

// PrefixList is the addresses of an AWS service.
type PrefixList struct {
	Cidrs          []string `json:"Cidrs"`
	PrefixListId   string   `json:"PrefixListId"`
	PrefixListName string   `json:"PrefixListName"`
}

// DescribeManagedPrefixListsInput names or filters prefix lists; with nothing given,
// all.
type DescribeManagedPrefixListsInput struct {
	Filters       []Filter `json:"Filters,omitempty" doc:"Filters: owner-id, prefix-list-id, prefix-list-name."`
	PrefixListIds []string `json:"PrefixListIds,omitempty" api:"ref=prefix-list" doc:"The prefix lists."`
}

// DescribeManagedPrefixListsOutput lists prefix lists.
type DescribeManagedPrefixListsOutput struct {
	PrefixLists []ManagedPrefixList `json:"PrefixLists"`
}

// ManagedPrefixList is a prefix list as it is described. All are AWS's own.
type ManagedPrefixList struct {
	PrefixListId   string `json:"PrefixListId"`
	AddressFamily  string `json:"AddressFamily"`
	State          string `json:"State"`
	PrefixListArn  string `json:"PrefixListArn"`
	PrefixListName string `json:"PrefixListName"`
	Tags           []Tag  `json:"Tags"`
	OwnerId        string `json:"OwnerId"`
}

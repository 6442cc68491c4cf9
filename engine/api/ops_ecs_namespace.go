package api

// ListServicesByNamespaceInput names a namespace of AWS Cloud Map.
type ListServicesByNamespaceInput struct {
	Namespace  string `json:"namespace,omitempty" api:"required" doc:"The namespace by name or ARN; there is none here."`
	NextToken  string `json:"nextToken,omitempty" doc:"Of the answer before, to go on with the list."`
	MaxResults *int64 `json:"maxResults,omitempty" doc:"How many of a page, 1 to 100; 10 when not given."`
}

// ListServicesByNamespaceOutput lists services by ARN.
type ListServicesByNamespaceOutput struct {
	ServiceArns []string `json:"serviceArns"`
	NextToken   string   `json:"nextToken,omitempty"`
}

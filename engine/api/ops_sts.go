package api

func stsOperations() []*Operation {
	return []*Operation{
		read[GetCallerIdentityInput, GetCallerIdentityOutput]("sts", "GetCallerIdentity", "Says which identity the calls are made as."),
	}
}

// GetCallerIdentityInput asks who is calling.
type GetCallerIdentityInput struct{}

// GetCallerIdentityOutput is the caller.
type GetCallerIdentityOutput struct {
	UserId  string `json:"UserId"`
	Account string `json:"Account"`
	Arn     string `json:"Arn"`
}

package api

// AssociateIamInstanceProfileInput names an instance and the profile that it is
// to have.
type AssociateIamInstanceProfileInput struct {
	IamInstanceProfile *IamInstanceProfileSpecification `json:"IamInstanceProfile,omitempty" api:"required" doc:"The instance profile."`
	InstanceId         string                           `json:"InstanceId,omitempty" api:"required,ref=instance" doc:"The instance."`
}

// AssociateIamInstanceProfileOutput is the new association.
type AssociateIamInstanceProfileOutput struct {
	IamInstanceProfileAssociation *IamInstanceProfileAssociation `json:"IamInstanceProfileAssociation,omitempty"`
}

// IamInstanceProfileAssociation is the instance profile of an instance.
type IamInstanceProfileAssociation struct {
	AssociationId      string              `json:"AssociationId"`
	InstanceId         string              `json:"InstanceId"`
	IamInstanceProfile *IamInstanceProfile `json:"IamInstanceProfile,omitempty"`
	State              string              `json:"State"`
	Timestamp          Time                `json:"Timestamp,omitempty"`
}

// DisassociateIamInstanceProfileInput names the association to end.
type DisassociateIamInstanceProfileInput struct {
	AssociationId string `json:"AssociationId,omitempty" api:"required" doc:"The association, as DescribeIamInstanceProfileAssociations shows it."`
}

// DisassociateIamInstanceProfileOutput is the association that was ended.
type DisassociateIamInstanceProfileOutput struct {
	IamInstanceProfileAssociation *IamInstanceProfileAssociation `json:"IamInstanceProfileAssociation,omitempty"`
}

// ReplaceIamInstanceProfileAssociationInput names an association and the profile
// to put in the place of its own.
type ReplaceIamInstanceProfileAssociationInput struct {
	IamInstanceProfile *IamInstanceProfileSpecification `json:"IamInstanceProfile,omitempty" api:"required" doc:"The new instance profile."`
	AssociationId      string                           `json:"AssociationId,omitempty" api:"required" doc:"The association, as DescribeIamInstanceProfileAssociations shows it."`
}

// ReplaceIamInstanceProfileAssociationOutput is the association that there is now.
type ReplaceIamInstanceProfileAssociationOutput struct {
	IamInstanceProfileAssociation *IamInstanceProfileAssociation `json:"IamInstanceProfileAssociation,omitempty"`
}

// DescribeIamInstanceProfileAssociationsInput chooses associations; with nothing
// given, all.
type DescribeIamInstanceProfileAssociationsInput struct {
	AssociationIds []string `json:"AssociationIds,omitempty" doc:"The associations."`
	Filters        []Filter `json:"Filters,omitempty" doc:"Filters: instance-id, state."`
}

// DescribeIamInstanceProfileAssociationsOutput lists associations.
type DescribeIamInstanceProfileAssociationsOutput struct {
	IamInstanceProfileAssociations []IamInstanceProfileAssociation `json:"IamInstanceProfileAssociations"`
}

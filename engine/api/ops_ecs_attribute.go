package api

// Attribute is a name, perhaps with a value, that placement can ask for.
type Attribute struct {
	Name       string `json:"name" api:"required" doc:"The name."`
	Value      string `json:"value,omitempty" doc:"The value."`
	TargetType string `json:"targetType,omitempty" api:"enum=container-instance" doc:"container-instance; needed where the target is given by its short id."`
	TargetId   string `json:"targetId,omitempty" api:"ref=container-instance" doc:"The container instance by id or ARN."`
}

// PutAttributesInput gives attributes to container instances of one cluster.
type PutAttributesInput struct {
	Cluster    string      `json:"cluster,omitempty" api:"ref=cluster" doc:"The cluster; default when not given."`
	Attributes []Attribute `json:"attributes,omitempty" api:"required" doc:"Up to 10 attributes, each with the instance that is to have it."`
}

// PutAttributesOutput lists the attributes given.
type PutAttributesOutput struct {
	Attributes []Attribute `json:"attributes"`
}

// DeleteAttributesInput names attributes of container instances of one cluster.
type DeleteAttributesInput struct {
	Cluster    string      `json:"cluster,omitempty" api:"ref=cluster" doc:"The cluster; default when not given."`
	Attributes []Attribute `json:"attributes,omitempty" api:"required" doc:"Up to 10 attributes by name, without value, each with its instance."`
}

// DeleteAttributesOutput lists the attributes deleted.
type DeleteAttributesOutput struct {
	Attributes []Attribute `json:"attributes"`
}

// ListAttributesInput chooses attributes of the things of one cluster.
type ListAttributesInput struct {
	Cluster        string `json:"cluster,omitempty" api:"ref=cluster" doc:"The cluster; default when not given."`
	TargetType     string `json:"targetType,omitempty" api:"required,enum=container-instance" doc:"container-instance."`
	AttributeName  string `json:"attributeName,omitempty" doc:"Only attributes with this name."`
	AttributeValue string `json:"attributeValue,omitempty" doc:"Only attributes with this value; the name is needed too."`
}

// ListAttributesOutput lists attributes, each with its target.
type ListAttributesOutput struct {
	Attributes []Attribute `json:"attributes"`
}

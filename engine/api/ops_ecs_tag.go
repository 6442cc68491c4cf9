package api

// TagResourceInput names a thing of ECS and the tags that it is to have beside
// those it has.
type TagResourceInput struct {
	ResourceArn string   `json:"resourceArn,omitempty" api:"required,ref=ecs-resource" doc:"ARN of a cluster, service, task, task definition or container instance."`
	Tags        []ECSTag `json:"tags,omitempty" api:"required,min=0,max=50" doc:"The tags; a key that is there gets the new value."`
}

// TagResourceOutput says nothing.
type TagResourceOutput struct{}

// UntagResourceInput names a thing of ECS and the keys of tags that are to go.
type UntagResourceInput struct {
	ResourceArn string   `json:"resourceArn,omitempty" api:"required,ref=ecs-resource" doc:"ARN of a cluster, service, task, task definition or container instance."`
	TagKeys     []string `json:"tagKeys,omitempty" api:"required,each=1" doc:"The keys."`
}

// UntagResourceOutput says nothing.
type UntagResourceOutput struct{}

// ListTagsForResourceInput names a thing of ECS.
type ListTagsForResourceInput struct {
	ResourceArn string `json:"resourceArn,omitempty" api:"required,ref=ecs-resource" doc:"ARN of a cluster, service, task, task definition or container instance."`
}

// ListTagsForResourceOutput lists its tags.
type ListTagsForResourceOutput struct {
	Tags []ECSTag `json:"tags"`
}

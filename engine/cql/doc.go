// Package cql reads the cluster query language and holds container instances
// against it: memberOf constraints and the filter of ListContainerInstances.
//
// The subjects, operators and aliases are those of "Create expressions to define
// container instances for Amazon ECS tasks" in the Amazon ECS Developer Guide.
// AWS gives no grammar and says little of what a comparison means where an
// instance lacks the attribute; what the package does there are engine's
// choices, listed on the fidelity page. The one that matters most follows AWS's
// own words: attribute:stack != prod means instances that have the attribute
// with another value.
package cql

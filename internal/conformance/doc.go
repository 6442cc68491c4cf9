// Package conformance holds what engine/api says of AWS against the AWS SDK for
// Go: that every member of a request and of an answer is real and of the right
// kind, that every value of an enum is one of AWS's, and that the embedded list
// of real names is whole.
//
// It is a module of its own, so that the SDK is a dependency of these tests and
// of nothing else; it has no code of its own and makes no call. Amazon EC2's
// types take most of a minute and 3 GB to compile, so they stand behind a tag:
//
//	cd internal/conformance
//	go test ./...
//	go test -tags ec2 ./...
//	go test -v -run TestOursIsTheSDKs ./...   # prints what is real and not modelled
package conformance

package engine

import (
	"encoding/base64"
	"strconv"

	"drydock/engine/api"
)

// maxPage is how many results a page of a list of ECS holds at most, and when the
// request does not say. "ListTaskDefinitions", Amazon ECS API Reference.
const maxPage = 100

// pageOf is the part of a list that a request asks for, and the token with which
// it goes on; the token is empty at the end. Tokens count from the start of the
// list, so what comes or goes between two requests moves the rest (engine's
// choice).
func pageOf(list []string, token string, size *int64) ([]string, string, *api.Error) {
	return pageWithin(maxPage, list, token, size)
}

// pageWithin is pageOf for a list whose pages hold at most so many.
func pageWithin[T any](longest int64, list []T, token string, size *int64) ([]T, string, *api.Error) {
	most := longest
	if size != nil {
		most = *size
	}
	if most < 1 || most > longest {
		return nil, "", invalid("maxResults must be from 1 to %d.", longest).Ours()
	}
	from := int64(0)
	if token != "" {
		text, err := base64.StdEncoding.DecodeString(token)
		if from, _ = strconv.ParseInt(string(text), 10, 64); err != nil || from < 1 {
			return nil, "", invalid("Invalid token.").Ours()
		}
	}
	from = min(from, int64(len(list)))
	to := min(from+most, int64(len(list)))
	if to == int64(len(list)) {
		return list[from:], "", nil
	}
	return list[from:to], base64.StdEncoding.EncodeToString([]byte(strconv.FormatInt(to, 10))), nil
}

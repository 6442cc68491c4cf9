package api

import "strings"

// hyphenated turns a name of the API into the AWS CLI's: "CreateVpc" into
// "create-vpc", "TargetGroupARNs" into "target-group-arns". It is botocore's
// xform_name, step by step, without its list of exceptions, none of which
// belongs to a service of ours.
func hyphenated(name string) string {
	if strings.Contains(name, "-") {
		return name
	}
	name = splitPlural(name)
	// A capital that begins a word of small letters is parted from what stands
	// before it: "DBSubnet" becomes "DB-Subnet".
	var once strings.Builder
	for i := 0; i < len(name); {
		if i+2 < len(name) && isUpper(name[i+1]) && isLower(name[i+2]) {
			end := i + 3
			for end < len(name) && isLower(name[end]) {
				end++
			}
			once.WriteString(name[i:i+1] + "-" + name[i+1:end])
			i = end
			continue
		}
		once.WriteByte(name[i])
		i++
	}
	// What is left is a small letter or a digit followed by a capital.
	text := once.String()
	var twice strings.Builder
	for i := 0; i < len(text); i++ {
		twice.WriteByte(text[i])
		if i+1 < len(text) && (isLower(text[i]) || isDigit(text[i])) && isUpper(text[i+1]) {
			twice.WriteString("-" + text[i+1:i+2])
			i++
		}
	}
	return strings.ToLower(twice.String())
}

// splitPlural parts an acronym in the plural from the rest: "WebACLs" becomes
// "Web-acls".
func splitPlural(name string) string {
	if !strings.HasSuffix(name, "s") {
		return name
	}
	start := len(name) - 1
	for start > 0 && isUpper(name[start-1]) {
		start--
	}
	if len(name)-1-start < 2 {
		return name
	}
	return name[:start] + "-" + strings.ToLower(name[start:])
}

// underscored is hyphenated with underscores: a key of a scenario's TOML.
func underscored(name string) string { return strings.ReplaceAll(hyphenated(name), "-", "_") }

func isUpper(c byte) bool { return 'A' <= c && c <= 'Z' }
func isLower(c byte) bool { return 'a' <= c && c <= 'z' }
func isDigit(c byte) bool { return '0' <= c && c <= '9' }

import JSON

/// Where a list goes on after a page.
///
/// Of a link only the query is used, with the path of the list itself, so that no answer can lead a key elsewhere.
///
/// Fact: Laravel's paginators send `links.next` and `meta`, or the same members without these two around them
/// (https://laravel.com/docs/pagination); Vast sends `next_token`, to be given back as `after_token` (`docs/api-facts.md`
/// section 4).
enum NextPage: Sendable, Hashable {
    /// The page was the last one.
    case end
    /// The query that asks for the next page, ready for a URL.
    case query(String)
    /// There is more, but the answer does not say how to ask for it.
    case unknown

    /// Looks in the objects that may tell, the innermost first.
    init(after envelopes: JSONValue...) {
        self = envelopes.lazy.compactMap(Self.next).first ?? .end
    }

    private static func next(_ json: JSONValue) -> NextPage? {
        if let link = json["links"]?["next"] ?? json["next_page_url"] {
            guard let text = link.string, !text.isEmpty else { return link.isNull ? NextPage.end : .unknown }
            guard let mark = text.firstIndex(of: "?") else { return .unknown }
            let query = encoded(text[text.index(after: mark)...].prefix { $0 != "#" }, keeping: "&=%+,:@/?!$'()*;")
            return query.isEmpty ? .unknown : .query(query)
        }
        if let token = json.words("next_token") { return .query("after_token=" + encoded(token[...], keeping: "")) }
        let meta = json["meta"] ?? json
        if let page = meta.whole("current_page"), let last = meta.whole("last_page") {
            return page > 0 && page < last ? .query("page=\(page + 1)") : NextPage.end
        }
        return nil
    }

    private static func encoded(_ text: Substring, keeping others: String) -> String {
        var result = ""
        for byte in text.utf8 {
            let character = Character(Unicode.Scalar(byte))
            if byte < 0x80,
                character.isLetter || character.isNumber || "-._~".contains(character)
                    || others.contains(character)
            {
                result.append(character)
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                result += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return result
    }
}

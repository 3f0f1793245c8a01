package import CloudComputeClient
import JSON
import Localization
import Terminal

/// A server's models for people; safe for a terminal.
package enum ModelTable {
    /// The columns that go first where the terminal is narrow; the id stays, and is never cut.
    private static var expendable: [String] {
        [
            localized("COMPLETION AS SENT"), localized("PROMPT AS SENT"), localized("NAME"), localized("CAN"),
            localized("INPUTS"), localized("CONTEXT"), localized("PROMPT/M"), localized("COMPLETION/M"),
        ]
    }

    /// One row for each model; prices are those of a million tokens, beside what the server wrote.
    ///
    /// - Parameters:
    ///   - current: The id of the model in use, which is marked.
    ///   - width: The columns to fit into; `nil` leaves out nothing.
    package static func text(_ models: [Model], current: String? = nil, width: Int?) -> String {
        var table = TextTable([
            ("ID", .left), (localized("NAME"), .left), (localized("CONTEXT"), .right), (localized("INPUTS"), .left),
            (localized("CAN"), .left), (localized("PROMPT/M"), .right), (localized("COMPLETION/M"), .right),
            (localized("PROMPT AS SENT"), .right), (localized("COMPLETION AS SENT"), .right),
        ])
        for model in models {
            let mark = current.map { model.id == $0 ? "* " : "  " } ?? ""
            table.add([
                mark + model.id, model.name == model.id ? "" : model.name,
                model.contextLength.map(String.init) ?? "", model.inputModalities.joined(separator: ","),
                abilities(model).joined(separator: ","), perMillion(model.promptPrice),
                perMillion(model.completionPrice), model.promptPrice ?? "", model.completionPrice ?? "",
            ])
        }
        return table.text(width: width, dropping: expendable)
    }

    /// All that is known of one model, a line each, and what else the server says of it.
    package static func details(_ model: Model, columns: Int?) -> String {
        func price(_ text: String?) -> String? {
            guard let text else { return nil }
            let million = perMillion(text)
            return million.isEmpty
                ? localized("\"\(text)\" as the server sends it")
                : localized("\(million) per million tokens (\"\(text)\" as the server sends it)")
        }
        func answer(_ flag: Bool?) -> String? { flag.map { $0 ? localized("yes") : localized("no") } }
        let rows: [(String, String?)] = [
            ("id", model.id), (localized("name"), model.name == model.id ? nil : model.name),
            (localized("context"), model.contextLength.map { localized("\($0) \($0, "token", "tokens")") }),
            (localized("inputs"), model.inputModalities.isEmpty ? nil : model.inputModalities.joined(separator: ", ")),
            (localized("vision"), answer(model.acceptsImages)), (localized("tools"), answer(model.supportsTools)),
            (localized("reasoning"), answer(model.supportsReasoning)), (localized("prompt"), price(model.promptPrice)),
            (localized("cached"), price(model.cachedPromptPrice)),
            (localized("completion"), price(model.completionPrice)),
            (localized("about"), model.json["description"]?.string),
        ]
        let known = rows.compactMap { name, value in
            value.map { (term: name, words: ControlCharacterFilter.filterLine($0)) }
        }
        return DefinitionList.text(known, indent: 12, columns: columns) + "\n"
    }

    /// The price of a million tokens for a price of one; empty where it is none.
    package static func perMillion(_ perToken: String?) -> String {
        guard let price = perToken.flatMap(MillionTokenPrice.init(perToken:)) else { return "" }
        return Decimals.text(price.amount, price.amount < 0.01 ? 6 : 4)
    }

    private static func abilities(_ model: Model) -> [String] {
        [
            model.acceptsImages == true && model.inputModalities.isEmpty ? "vision" : nil,
            model.supportsTools == true ? "tools" : nil, model.supportsReasoning == true ? "reasoning" : nil,
        ].compactMap(\.self)
    }
}

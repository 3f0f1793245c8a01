/// By what models are sorted.
public enum ModelSort: String, CaseIterable, Sendable {
    /// By id, from A to Z.
    case id
    /// By name, from A to Z.
    case name
    /// The longest context first.
    case context
    /// The lowest price of a prompt and a completion token together first.
    case price
    /// The newest first.
    case created

    /// Sorts models; those that do not tell come last, and those that tell the same keep their order.
    public func sort(_ models: [Model]) -> [Model] {
        switch self {
        case .id: Self.sort(models, by: { $0.id.lowercased() }, <)
        case .name: Self.sort(models, by: { $0.name.lowercased() }, <)
        case .context: Self.sort(models, by: \.contextLength, >)
        case .price: Self.sort(models, by: Self.price, <)
        case .created: Self.sort(models, by: \.created, >)
        }
    }

    private static func price(_ model: Model) -> Double? {
        guard let prompt = model.promptPrice.flatMap(MillionTokenPrice.init(perToken:)),
            let completion = model.completionPrice.flatMap(MillionTokenPrice.init(perToken:))
        else { return nil }
        return prompt.amount + completion.amount
    }

    private static func sort<Key: Comparable>(
        _ models: [Model], by key: (Model) -> Key?, _ precedes: (Key, Key) -> Bool
    ) -> [Model] {
        let keyed = models.enumerated().map { (key: key($0.element), position: $0.offset, model: $0.element) }
        return keyed.sorted { one, other in
            switch (one.key, other.key) {
            case (let key?, let otherKey?) where key != otherKey: precedes(key, otherKey)
            case (_?, nil): true
            case (nil, _?): false
            default: one.position < other.position
            }
        }.map(\.model)
    }
}

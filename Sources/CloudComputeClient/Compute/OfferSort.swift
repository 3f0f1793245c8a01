/// By what offers are sorted.
public enum OfferSort: String, CaseIterable, Sendable {
    /// The cheapest first.
    case price
    /// The most memory of one GPU first.
    case memory
    /// The most reliable first.
    case reliability
    /// The most GPUs first.
    case count
    /// By the name of the GPU, from A to Z.
    case gpu
    /// By the two letters of the country, from A to Z.
    case country

    /// Sorts offers; those that do not tell come last, and those that tell the same keep their order.
    public func sort(_ offers: [Offer]) -> [Offer] {
        switch self {
        case .price: Self.sort(offers, by: \.pricePerHour, <)
        case .memory: Self.sort(offers, by: \.gpuMemory, >)
        case .reliability: Self.sort(offers, by: \.reliability, >)
        case .count: Self.sort(offers, by: \.gpuCount, >)
        case .gpu: Self.sort(offers, by: { $0.gpuName?.lowercased() }, <)
        case .country: Self.sort(offers, by: \.country, <)
        }
    }

    private static func sort<Key: Comparable>(
        _ offers: [Offer], by key: (Offer) -> Key?, _ precedes: (Key, Key) -> Bool
    ) -> [Offer] {
        let keyed = offers.enumerated().map { (key: key($0.element), position: $0.offset, offer: $0.element) }
        return keyed.sorted { one, other in
            switch (one.key, other.key) {
            case (let key?, let otherKey?) where key != otherKey: precedes(key, otherKey)
            case (_?, nil): true
            case (nil, _?): false
            default: one.position < other.position
            }
        }.map(\.offer)
    }
}

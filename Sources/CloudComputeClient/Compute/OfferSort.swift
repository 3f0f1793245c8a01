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
        case .price: offers.sorted(knownFirst: \.pricePerHour, <)
        case .memory: offers.sorted(knownFirst: \.gpuMemory, >)
        case .reliability: offers.sorted(knownFirst: \.reliability, >)
        case .count: offers.sorted(knownFirst: \.gpuCount, >)
        case .gpu: offers.sorted(knownFirst: { $0.gpuName?.lowercased() }, <)
        case .country: offers.sorted(knownFirst: \.country, <)
        }
    }
}

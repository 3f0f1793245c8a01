/// Which offers are wanted; what is `nil` or empty does not matter.
///
/// The API knows no filters (`docs/api-facts.md` section 1), so they are applied here. An offer that does not tell a field which
/// matters is not wanted, nor is one that says it cannot be rented.
public struct OfferFilter: Sendable, Hashable {
    /// The part of its nominal memory that a GPU may report less.
    ///
    /// Fact: error correction takes a sixteenth of the memory (https://exafunction.com/blog/ecc-gpu), and a "24 GB" card
    /// without it reports 24564 MB (`docs/api-facts.md` section 3). Seven percent allow for both, and let no card of the next
    /// smaller size pass.
    static let memoryTolerance = 0.07

    /// The kind of GPU, by one or more whole words of its name: `4090`, `RTX_4090` and `rtx 4090` all mean `RTX 4090`.
    public var gpu: String?
    /// The least number of GPUs.
    public var minimumCount: Int?
    /// The least memory of one GPU in GB as it is sold: 24 takes a card that reports 24564 MB.
    ///
    /// A GB is 1024 MB here, less a tolerance of 7 %.
    public var minimumMemory: Double?
    /// The highest price of an hour, in the currency of the offers.
    public var maximumPrice: Double?
    /// The least reliability, from 0 to 1; what is above 1 is percent.
    public var minimumReliability: Double?
    /// The countries that are wanted, as two letters of either case.
    public var countries: Set<String>
    /// The least disk in GB.
    public var minimumDisk: Double?

    /// Creates a filter; one without arguments wants all that can be rented.
    public init(
        gpu: String? = nil, minimumCount: Int? = nil, minimumMemory: Double? = nil, maximumPrice: Double? = nil,
        minimumReliability: Double? = nil, countries: Set<String> = [], minimumDisk: Double? = nil
    ) {
        self.gpu = gpu
        self.minimumCount = minimumCount
        self.minimumMemory = minimumMemory
        self.maximumPrice = maximumPrice
        self.minimumReliability = minimumReliability
        self.countries = countries
        self.minimumDisk = minimumDisk
    }

    /// Whether an offer is wanted.
    public func matches(_ offer: Offer) -> Bool {
        offer.isRentable != false
            && Self.holds(gpu, offer.gpuName) { GPUName($1).contains($0) }
            && Self.holds(minimumCount, offer.gpuCount, <=)
            && Self.holds(minimumMemory, offer.gpuMemory) { $0 * 1024 * (1 - Self.memoryTolerance) <= $1 }
            && Self.holds(maximumPrice, offer.pricePerHour, >=)
            && Self.holds(minimumReliability, offer.reliability) { ($0 > 1 ? $0 / 100 : $0) <= $1 }
            && Self.holds(countries.isEmpty ? nil : countries, offer.country) { countries, country in
                countries.contains { $0.uppercased() == country }
            }
            && Self.holds(minimumDisk, offer.diskSpace, <=)
    }

    /// Whether a field fits a limit: any does where there is no limit, none where the field is not told.
    private static func holds<Limit, Field>(_ limit: Limit?, _ field: Field?, _ fits: (Limit, Field) -> Bool) -> Bool {
        guard let limit else { return true }
        return field.map { fits(limit, $0) } ?? false
    }
}

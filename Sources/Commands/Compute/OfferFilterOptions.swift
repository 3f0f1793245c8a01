import ArgumentParser
import CloudComputeClient
import Localization

/// The options by which a command chooses among offers; the choosing is done here, since the API has no filters.
struct OfferFilterOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only this GPU, for example \"RTX 4090\" or 4090.", valueName: "name"))
    var gpu: String?

    @Option(help: ArgumentHelp("Minimum number of GPUs.", valueName: "number"))
    var count: Int?

    @Option(help: ArgumentHelp("Minimum memory per GPU, in GB.", valueName: "GB"))
    var minVram: Double?

    @Option(help: ArgumentHelp("Maximum price per hour.", valueName: "price"))
    var maxPrice: Double?

    @Option(help: ArgumentHelp("Minimum reliability, 0.95 or 95.", valueName: "share"))
    var minReliability: Double?

    @Option(help: ArgumentHelp("Only this country, by its two letters; repeatable.", valueName: "CC"))
    var country: [String] = []

    @Option(help: ArgumentHelp("Minimum disk, in GB.", valueName: "GB"))
    var minDisk: Double?

    func validate() throws {
        for (name, number) in [
            ("--min-vram", minVram), ("--max-price", maxPrice), ("--min-reliability", minReliability),
            ("--min-disk", minDisk), ("--count", count.map(Double.init)),
        ] {
            if let number, number < 0 || !number.isFinite {
                throw ValidationError(localized("\(name) takes a number from 0 on, not \(number)."))
            }
        }
        if let minReliability, minReliability > 100 {
            throw ValidationError(
                localized("--min-reliability takes a share such as 0.95 or 95, not \(minReliability)."))
        }
        for country in country where country.count != 2 || !country.allSatisfy({ $0.isASCII && $0.isLetter }) {
            throw ValidationError(localized("--country takes two letters such as DE, not \"\(country)\"."))
        }
    }

    /// Whether anything is asked for.
    var isSet: Bool {
        gpu != nil || count != nil || minVram != nil || maxPrice != nil || minReliability != nil || !country.isEmpty
            || minDisk != nil
    }

    /// The filter that the options ask for.
    var filter: OfferFilter {
        var filter = OfferFilter()
        filter.gpu = gpu
        filter.minimumCount = count
        filter.minimumMemory = minVram
        filter.maximumPrice = maxPrice
        filter.minimumReliability = minReliability
        filter.countries = Set(country.map { $0.uppercased() })
        filter.minimumDisk = minDisk
        return filter
    }
}

import ArgumentParser
import CloudComputeClient
import JSON
import Localization
import Terminal

struct OffersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "offers",
        abstract: "List the GPUs that can be rented now.",
        discussion: """
            Offers that lack a filtered field are skipped. Prices are per hour, in the \
            server's own (unnamed) currency. Where no offer matches the filters the exit code is 1.

            Examples:
              cloudcompute offers --gpu 4090 --max-price 0.5
              cloudcompute offers --min-vram 24 --country DE --sort reliability
              cloudcompute offers --min-vram 80 --json | jq '.data[0].id'
            """)

    @OptionGroup var filter: OfferFilterOptions

    @Option(
        help: "Sort by price (the default), memory, reliability, count, gpu or country.",
        completion: .list(OfferSort.allCases.map(\.rawValue)), transform: Self.order)
    var sort = OfferSort.price

    @Option(name: [.customShort("n"), .long], help: ArgumentHelp("Show at most this many.", valueName: "number"))
    var limit: Int?

    @Flag(help: "Print the server's own JSON; with filters, {\"data\":[…]} of the offers that match.")
    var json = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    static func order(_ text: String) throws -> OfferSort {
        guard let order = OfferSort(rawValue: text) else {
            let known = OfferSort.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError(localized("--sort takes \(known), not \"\(text)\"."))
        }
        return order
    }

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError(localized("--limit takes a number from 1 on, not \(limit).")) }
    }

    func run() async throws {
        let isFiltered = filter.isSet
        let isPlain = !isFiltered && limit == nil && sort == .price
        let (filter, limit, order, json) = (filter.filter, limit ?? Int.max, sort, json)
        try await CommandContext.run(global) { context in
            let list = try await context.waitingForPages { try await $0.offers(onPage: $1) }
            let output = context.console.output
            if !list.isComplete {
                context.console.note(localized("The list is incomplete; this is only its beginning."))
            }
            if json, isPlain { return try output.write(json: list.body + (list.body.last == 0x0A ? [] : [0x0A])) }
            let offers = Array(order.sort(list.offers.filter(filter.matches)).prefix(limit))
            let nothing =
                list.offers.isEmpty
                ? localized("No offers at the moment.") : localized("None of the \(list.offers.count) offers match.")
            if json {
                let object: JSONValue = ["data": .array(offers.map(\.json))]
                try output.write(json: object.jsonBytes + [0x0A])
            } else if !offers.isEmpty {
                try output.write(OfferTable.text(offers, width: output.columns))
            } else if !isFiltered {
                context.console.note(nothing)
            }
            if offers.isEmpty, isFiltered { throw CommandFailure(nothing, .someFailed) }
        }
    }
}

/// Offers for people.
enum OfferTable {
    /// The columns that go first where the terminal is narrow.
    private static var expendable: [String] {
        ["RAM", "CPU", localized("DISK"), localized("RELIABILITY"), localized("COUNTRY"), "VRAM"]
    }

    static func text(_ offers: [Offer], width: Int?) -> String {
        var table = TextTable([
            ("ID", .right), ("GPU", .left), ("VRAM", .right), (localized("PRICE/H"), .right),
            (localized("RELIABILITY"), .right),
            (localized("COUNTRY"), .left), (localized("DISK"), .right), ("CPU", .right), ("RAM", .right),
        ])
        for offer in offers {
            table.add([
                String(offer.id), gpu(offer), gigabytes(offer.gpuMemory), offer.pricePerHour.map(price) ?? "",
                offer.reliability.map { "\(rounded($0 * 100, 1)) %" } ?? "", offer.country ?? offer.geolocation ?? "",
                offer.diskSpace.map { localized("\(rounded($0, 0)) GB") } ?? "",
                offer.cpuCores.map { rounded($0, 0) } ?? "",
                gigabytes(offer.memory),
            ])
        }
        return table.text(width: width, dropping: expendable)
    }

    /// An offer in a few words, for a question.
    static func words(_ offer: Offer) -> String {
        let parts = [
            gpu(offer), offer.gpuMemory == nil ? nil : localized("\(gigabytes(offer.gpuMemory)) each"),
            offer.country ?? offer.geolocation,
            offer.reliability.map { localized("reliability \(rounded($0 * 100, 1)) %") },
        ]
        return parts.compactMap { $0 }.joined(separator: ", ")
    }

    static func price(_ price: Double) -> String { rounded(price, 4) }

    private static func gpu(_ offer: Offer) -> String {
        "\(offer.gpuCount ?? 1) × \(offer.gpuName ?? "GPU")"
    }

    private static func gigabytes(_ megabytes: Double?) -> String {
        megabytes.map { localized("\(rounded($0 / 1024, 0)) GB") } ?? ""
    }

    private static func rounded(_ number: Double, _ decimals: Int) -> String { Decimals.text(number, decimals) }
}

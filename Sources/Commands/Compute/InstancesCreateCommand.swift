import ArgumentParser
import CloudComputeClient
import Localization
import Terminal

struct InstancesCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "create",
        abstract: "Rent a GPU.",
        discussion: """
            It names the price and asks before it spends money; scripts pass --yes. The \
            request is sent once and never again by itself: where no answer comes, your \
            instances are looked at to tell whether it took effect.

            Examples:
              cloudcompute instances create --offer 1234 --name vllm --disk 60
              cloudcompute instances create --cheapest --max-price 0.6 --yes --json
            """)

    @Option(help: ArgumentHelp("Rent this offer.", valueName: "id"))
    var offer: Int?

    @Flag(help: "Rent the cheapest offer that matches the filters.")
    var cheapest = false

    @OptionGroup(title: "Filters for --cheapest") var filter: OfferFilterOptions

    @Option(help: ArgumentHelp("The instance's name.", valueName: "name"))
    var name: String?

    @Option(help: ArgumentHelp("The image, for example vastai/vllm:latest.", valueName: "image"))
    var image: String?

    @Option(help: ArgumentHelp("The template, by its id.", valueName: "id"))
    var template: Int?

    @Option(help: ArgumentHelp("The template, by its hash.", valueName: "hash"))
    var templateHash: String?

    @Option(help: ArgumentHelp("How the instance is reached, for example ssh or jupyter.", valueName: "runtype"))
    var runtype: String?

    @Option(help: ArgumentHelp("The disk, in GB; it cannot be changed later.", valueName: "GB"))
    var disk: Int?

    @Option(help: ArgumentHelp("Instance type number (not documented by the API).", valueName: "number"))
    var type: Int?

    @Option(
        help: ArgumentHelp("Let this SSH key in, by its id; repeatable.", valueName: "id"),
        completion: .stored(.sshKeyIDs))
    var sshKey: [Int] = []

    @Flag(inversion: .prefixedNo, help: "Install the monitoring agent.")
    var monitoring: Bool?

    @Option(
        name: [.customShort("p"), .customLong("parameter")],
        help: ArgumentHelp("Set another field of the order; repeatable.", valueName: "name=value"))
    var parameters: [Parameter] = []

    @Flag(name: .shortAndLong, help: "Do not ask.")
    var yes = false

    @OptionGroup var format: InstanceJSONOptions

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
        if (offer != nil) == cheapest {
            throw ValidationError(localized("Name what to rent: --offer ID or --cheapest."))
        }
        if offer != nil, filter.isSet {
            throw ValidationError(localized("Filters go with --cheapest, not with --offer."))
        }
        if let disk, disk < 1 {
            throw ValidationError(localized("--disk takes a number of GB from 1 on, not \(disk)."))
        }
    }

    func run() async throws {
        let command = self
        try await CommandContext.run(
            global, timeouts: CommandContext.Timeouts(idle: .seconds(60), request: .seconds(90))
        ) {
            context in
            try await command.create(context)
        }
    }

    private func create(_ context: CommandContext) async throws {
        let offers = try await context.waitingForPages { try await $0.offers(onPage: $1) }.offers
        let chosen = try choose(among: offers)
        let price =
            chosen.pricePerHour.map { localized("\(OfferTable.price($0)) an hour") }
            ?? localized("a price that the server does not report")
        let what = ControlCharacterFilter.filterLine(
            localized("offer \(chosen.id), \(OfferTable.words(chosen)), for \(price)"))
        if yes {
            context.console.note(localized("Renting \(what)."))
        } else {
            guard try await Confirmation.asks(localized("Rent \(what)?"), context.console) else {
                throw CommandFailure(localized("Nothing was rented."), .declined)
            }
        }
        let instance: Instance
        do {
            let request = request(chosen)
            instance = try await context.waiting { try await $0.createInstance(request) }
        } catch let error as Interrupted {
            throw CommandFailure(
                localized(
                    "Interrupted; the instance may have been created. Look with `cloudcompute instances list` before "
                        + "trying again, since each instance costs money."), endingLike: error)
        }
        if format.json { return try context.console.output.write(json: Array(format.text(instance).utf8)) }
        try context.console.output.write("\(instance.id)\n")
        context.console.note(
            localized(
                "Instance \(instance.id) is \(instance.state.rawValue); `cloudcompute instances wait \(instance.id)` waits for it."
            )
        )
    }

    private func choose(among offers: [Offer]) throws -> Offer {
        if let offer {
            guard let chosen = offers.first(where: { $0.id == offer }) else {
                throw CommandFailure(
                    localized("The offer \(offer) is gone; `cloudcompute offers` shows those there are."), .badData)
            }
            return chosen
        }
        var wanted = filter.filter
        if let disk { wanted.minimumDisk = max(wanted.minimumDisk ?? 0, Double(disk)) }
        let fitting = OfferSort.price.sort(offers.filter(wanted.matches))
        guard let cheapest = fitting.first(where: { $0.pricePerHour != nil }) else {
            throw CommandFailure(localized("None of the \(offers.count) offers matches and has a price."), .badData)
        }
        return cheapest
    }

    private func request(_ offer: Offer) -> InstanceRequest {
        var request = InstanceRequest(askID: offer.id)
        request.type = type
        request.name = name
        request.templateImage = image
        request.templateID = template
        request.templateHashID = templateHash
        request.runtype = runtype
        request.diskGB = disk
        request.offerDiskSpace = offer.diskSpace
        request.installMonitoring = monitoring
        request.sshKeyIDs = sshKey
        request.other = Parameter.object(parameters)
        return request
    }
}

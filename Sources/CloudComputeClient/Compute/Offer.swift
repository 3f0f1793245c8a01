public import JSON

/// A machine that can be rented, as `/offers` describes it.
///
/// Only the id is sure to be there. The names come from outside; filter them for a terminal.
///
/// Fact: no field is documented. That `POST /instances` takes an `ask_id` says that offers are rows of Vast, whose names
/// and units these are (`docs/api-facts.md` section 3); the other names that are read are guesses.
public struct Offer: Sendable, Hashable, Identifiable {
    /// The number by which the offer is rented (`ask_id` of ``InstanceRequest``).
    public let id: Int
    /// The kind of the GPUs, such as `RTX 4090`.
    public let gpuName: String?
    /// How many GPUs the machine has.
    public let gpuCount: Int?
    /// The memory of one GPU in MB, somewhat less than what it is sold with.
    public let gpuMemory: Double?
    /// The memory of all GPUs in MB.
    public let totalGPUMemory: Double?
    /// The price of an hour, storage included where the server says so; the currency is not known.
    public let pricePerHour: Double?
    /// The part of the time that the machine was up, from 0 to 1.
    public let reliability: Double?
    /// Where the machine stands, in the server's words: `Czechia, CZ`.
    public let geolocation: String?
    /// The country as two upper-case letters.
    public let country: String?
    /// The disk that can be had, in GB.
    public let diskSpace: Double?
    /// The speed of downloads as sent.
    ///
    /// Fact: Vast's specification says MB/s, its console Mbit/s; the latter is the likelier.
    public let downloadSpeed: Double?
    /// The speed of uploads as sent, in the unit of ``downloadSpeed``.
    public let uploadSpeed: Double?
    /// The kind of the processor.
    public let cpuName: String?
    /// The processor cores that come with the offer.
    public let cpuCores: Double?
    /// The machine's memory in MB.
    public let memory: Double?
    /// The newest CUDA that the driver serves, such as `12.8`.
    public let cudaVersion: String?
    /// What the marketplace says of the host: `verified`, `unverified` or `deverified`.
    public let verification: String?
    /// Whether the offer is still to be had; `nil` where the server does not say.
    public let isRentable: Bool?
    /// The server's own object, unknown fields too.
    public let json: JSONValue

    /// Reads one row; `nil` where it has no id above 0.
    public init?(_ json: JSONValue) {
        // A row of CloudCompute's own would have both an id and the number to rent by.
        guard let id = json.whole("ask_id") ?? json.whole("id", "ask_contract_id"), id > 0 else { return nil }
        self.id = id
        gpuName = json.words("gpu_name", "gpu", "gpu_model")
        gpuCount = json.count("num_gpus", "gpu_count")
        gpuMemory = json.number("gpu_ram", "gpu_memory")
        totalGPUMemory = json.number("gpu_total_ram", "gpu_totalram")
        pricePerHour = json.hourlyPrice
        reliability = json.number("reliability", "reliability2").flatMap(Self.fraction)
        geolocation = json.words("geolocation", "location")
        country =
            [json.words("country_code", "country"), geolocation].lazy.compactMap { $0 }.compactMap(Self.country).first
        diskSpace = json.number("disk_space", "disk_gb")
        downloadSpeed = json.number("inet_down")
        uploadSpeed = json.number("inet_up")
        cpuName = json.words("cpu_name")
        cpuCores = json.number("cpu_cores_effective", "cpu_cores")
        memory = json.number("cpu_ram")
        cudaVersion = json.words("cuda_max_good", "cuda_version")
        verification = json.words("verification")
        isRentable = json["rentable"]?.flag ?? (json["rented"]?.flag).flatMap { $0 ? false : nil }
        self.json = json
    }

    /// Takes 0 to 1 as it is, and up to 100 for percent.
    static func fraction(_ number: Double) -> Double? {
        switch number {
        case 0...1: number
        case 1...100: number / 100
        default: nil
        }
    }

    /// The two letters that stand alone at the end of a place.
    private static func country(_ place: String) -> String? {
        guard let last = place.split(whereSeparator: { !$0.isLetter }).last, last.count == 2,
            last.allSatisfy(\.isASCII), place.hasSuffix(last)
        else { return nil }
        return last.uppercased()
    }
}

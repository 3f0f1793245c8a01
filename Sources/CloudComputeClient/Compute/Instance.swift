public import JSON

/// A rented machine, as `/instances` describes it.
///
/// Only the id is sure to be there. The texts come from outside; filter them for a terminal.
///
/// Fact: no field is documented; the names are Vast's and guesses (`docs/api-facts.md` section 4).
public struct Instance: Sendable, Hashable, Identifiable {
    /// The number by which requests name the instance.
    public internal(set) var id: Int
    /// The name on the dashboard.
    public let name: String?
    /// The label, which Vast has instead of a name.
    public let label: String?
    /// The offer that it was rented by (``Offer/id``).
    public let askID: Int?
    /// What state it is in.
    public let state: InstanceState
    /// What the server says of the state: how far the image is, or what went wrong.
    public let statusMessage: String?
    /// The kind of the GPUs, such as `RTX 4090`.
    public let gpuName: String?
    /// How many GPUs it has.
    public let gpuCount: Int?
    /// The price of an hour; the currency is not known.
    public let pricePerHour: Double?
    /// The Docker image.
    public let image: String?
    /// How the container is run, such as `ssh`.
    public let runtype: String?
    /// The disk in GB.
    public let diskSpace: Double?
    /// The public address, if it is one that can stand on a command line.
    public let publicAddress: String?
    /// Where the machine stands, in the server's words.
    public let geolocation: String?
    /// When it started, in seconds since the start of 1970.
    public let startedAt: Double?
    /// Where to log in; `nil` where that is not known yet.
    public let sshEndpoint: SSHEndpoint?
    /// The host's ports that lead to a port of the container, such as `8000/tcp`.
    ///
    /// Those of which the server does not say where they lead have an empty key.
    public let ports: [String: [Int]]
    /// The server's own object, unknown fields and secrets too.
    public let json: JSONValue

    /// Reads one row; `nil` where it has no id above 0.
    public init?(_ json: JSONValue) {
        guard let id = json.rowID else { return nil }
        self.id = id
        name = json.words("name")
        label = json.words("label")
        askID = json.whole("ask_id", "ask_contract_id")
        state = InstanceState(row: json)
        let fault = state.kind == .dead ? json["provision_state"]?.words("message") : nil
        statusMessage = fault ?? json.words("status_msg", "status_message")
        gpuName = json.words("gpu_name", "gpu")
        gpuCount = json.count("num_gpus", "gpu_count")
        pricePerHour = json.hourlyPrice
        image = json.words("image_uuid", "template_image", "image")
        runtype = json.words("runtype", "image_runtype")
        diskSpace = json.number("disk_space", "disk_gb")
        publicAddress = json.words("public_ipaddr").flatMap { SSHEndpoint.isFitHost($0) ? $0 : nil }
        geolocation = json.words("geolocation")
        startedAt = Timestamp.seconds(json["start_date"]) ?? Timestamp.seconds(json["started_at"])
        ports = InstancePorts.read(json["ports"])
        sshEndpoint = SSHEndpoint(json, ports: ports)
        self.json = json
    }

    /// The name for people: name, label, or the number.
    public var displayName: String { name ?? label ?? "instance \(id)" }

    /// The server's object with the tokens and keys in it replaced by `[hidden]`: what may be shown and logged.
    public var publicJSON: JSONValue { SecretRedactor.hiding(json) }
}

extension Instance: CustomStringConvertible, CustomReflectable {
    /// The server's object without secrets, on one line.
    public var description: String { publicJSON.jsonText }

    /// What debuggers and `dump` show: no secrets either.
    public var customMirror: Mirror { Mirror(self, children: ["publicJSON": publicJSON]) }
}

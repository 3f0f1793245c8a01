public import JSON

/// What an instance is to be: the body of `POST /instances`.
///
/// Only ``askID`` is asked for here; which other fields the server wants is not known, and its own words tell (422).
///
/// Fact: the fields and their JSON types are those of the API's page (`docs/api-facts.md` section 4); their meanings are inferred
/// from Vast's. An environment, a start script, a price and a volume cannot be given.
public struct InstanceRequest: Sendable, Hashable {
    /// The kind of instance, by a number whose meaning is not documented.
    public var type: Int?
    /// The offer to rent (``Offer/id``).
    public var askID: Int
    /// The name on the dashboard; the server bounds its length.
    public var name: String?
    /// A text of unknown meaning, perhaps what the web page knew of the offer.
    public var stats: String?
    /// The Docker image, such as `vastai/vllm:v0.11.0`.
    public var templateImage: String?
    /// The template's number.
    public var templateID: Int?
    /// The template's hash: 32 hexadecimal digits.
    public var templateHashID: String?
    /// How the container is run.
    ///
    /// Fact: Vast knows ssh, jupyter, args, ssh_proxy, ssh_direct, jupyter_proxy and jupyter_direct.
    public var runtype: String?
    /// The disk in GB; it cannot be changed later.
    ///
    /// Fact: Vast takes 8 and more.
    public var diskGB: Int?
    /// The disk of the offer in GB (``Offer/diskSpace``), perhaps for a check of ``diskGB``.
    public var offerDiskSpace: Double?
    /// Whether to install the monitoring agent.
    public var installMonitoring: Bool?
    /// The keys that may log in (``SSHKey/id``); none are sent where it is empty.
    public var sshKeyIDs: [Int]
    /// Further fields; of those that are set above, that value counts.
    public var other: JSONObject

    /// Creates a request for the machine of an offer.
    public init(
        askID: Int, type: Int? = nil, name: String? = nil, stats: String? = nil, templateImage: String? = nil,
        templateID: Int? = nil, templateHashID: String? = nil, runtype: String? = nil, diskGB: Int? = nil,
        offerDiskSpace: Double? = nil, installMonitoring: Bool? = nil, sshKeyIDs: [Int] = [],
        other: JSONObject = JSONObject()
    ) {
        self.type = type
        self.askID = askID
        self.name = name
        self.stats = stats
        self.templateImage = templateImage
        self.templateID = templateID
        self.templateHashID = templateHashID
        self.runtype = runtype
        self.diskGB = diskGB
        self.offerDiskSpace = offerDiskSpace
        self.installMonitoring = installMonitoring
        self.sshKeyIDs = sshKeyIDs
        self.other = other
    }

    /// The request's body: what is set, and no more.
    public var json: JSONValue {
        var body = JSONObject()
        body["type"] = type.map { JSONValue($0) }
        body["ask_id"] = JSONValue(askID)
        body["name"] = name.map(JSONValue.string)
        body["stats"] = stats.map(JSONValue.string)
        body["template_image"] = templateImage.map(JSONValue.string)
        body["template_id"] = templateID.map { JSONValue($0) }
        body["template_hash_id"] = templateHashID.map(JSONValue.string)
        body["runtype"] = runtype.map(JSONValue.string)
        body["disk_gb"] = diskGB.map { JSONValue($0) }
        // 412.0 would not pass for a whole number.
        body["offer_disk_space"] = offerDiskSpace.map { Int(exactly: $0).map { JSONValue($0) } ?? JSONValue($0) }
        body["install_monitoring"] = installMonitoring.map(JSONValue.bool)
        body["ssh_key_ids"] = sshKeyIDs.isEmpty ? nil : .array(sshKeyIDs.map { JSONValue($0) })
        for member in other.members where body[member.name] == nil { body[member.name] = other[member.name] }
        return .object(body)
    }
}

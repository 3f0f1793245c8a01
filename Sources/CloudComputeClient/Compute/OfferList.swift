/// What `/offers` answers.
public struct OfferList: Sendable, Hashable {
    /// The offers in the server's order; rows without a usable id are left out.
    public var offers: [Offer]
    /// The server's own JSON, byte for byte; of a list in several pages, one array of their rows.
    public var body: [UInt8]
    /// Whether the list ends here; `false` where more pages follow than are read.
    public var isComplete: Bool

    /// Reads one answer: `{"data":[…]}`, `{"offers":[…]}` or a bare array, or a page of these.
    ///
    /// - Throws: ``CloudComputeError`` of code `badReply` where it is none of these, or the error that it holds.
    public init(body: [UInt8]) throws(CloudComputeError) {
        self.init(try ListEnvelope(body: body, of: .offers))
    }

    init(_ list: ListEnvelope) {
        offers = list.rows.compactMap(Offer.init)
        body = list.body
        isComplete = list.next == .end
    }
}

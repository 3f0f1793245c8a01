extension CloudComputeClient {
    /// Lists the machines that can be rented (`GET /offers`), page after page where the server sends pages.
    ///
    /// At most 100 pages are read, of 64 MiB and within the time-out of a request together. No filter is sent, since the API documents none; see ``OfferFilter``.
    ///
    /// - Parameter onPage: Is told the number of each page but the first before it is asked for.
    /// - Throws: ``CloudComputeError``. A 404 names the other form of the base URL.
    public func offers(onPage: (@Sendable (Int) -> Void)? = nil) async throws -> OfferList {
        OfferList(try await rows(of: .offers, onPage: onPage))
    }
}

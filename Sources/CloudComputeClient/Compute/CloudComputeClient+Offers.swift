extension CloudComputeClient {
    /// Lists the machines that can be rented (`GET /offers`), page after page where the server sends pages.
    ///
    /// At most 100 pages are read. No filter is sent, since the API documents none; see ``OfferFilter``.
    ///
    /// - Throws: ``CloudComputeError``. A 404 names the other form of the base URL.
    public func offers() async throws -> OfferList {
        OfferList(try await rows(of: .offers))
    }
}

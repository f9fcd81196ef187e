"""A value of each of our property types, as our imports leave them."""

from __future__ import annotations

VALUES = {
    "name": "محمد ولد أحمد", "date": "2024-03-12", "country": "MR", "phone": "+22236301010", "email": "a@example.org",
    "url": "https://example.org/a", "gender": "female", "topic": "crime", "number": "12", "identifier": "A1234567",
    "address": "Nouadhibou, Mauritanie", "text": "نص", "string": "قيمة", "entity": "other-1", "plate": "1234 AB 56",
    "imei": "356938035643809",
}  # fmt: skip
# Identifiers whose form FollowTheMoney checks.
CHECKED = {
    "wikidataId": "Q7259", "imoNumber": "IMO9074729", "iban": "MR1300020001010000123456753", "bic": "DEUTDEFF",
    "ibanMentioned": "MR1300020001010000123456753", "swiftBic": "DEUTDEFF", "socialSecurityNumber": "123456789",
    "language": "ara", "detectedLanguage": "ara", "translatedLanguage": "ara", "spokenLanguage": "ara",
    "ipAddress": "192.0.2.7", "mimeType": "text/plain", "contentHash": "da39a3ee5e6b4b0d3255bfef95601890afd80709",
}  # fmt: skip

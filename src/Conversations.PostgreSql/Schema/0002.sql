-- The functions of the schema do not belong to its versions: their texts are in Schema/Functions, each with a number that only rises. A host creates a function
-- again if it is missing here, if the number here is lower than the host's, or if the numbers are equal and the hashes differ. So a function can be corrected
-- without a new version of the schema, and an older host that restarts beside a newer one changes nothing.
CREATE TABLE @schema.schema_functions (
    name   text COLLATE "C" NOT NULL,
    number integer NOT NULL,
    hash   bytea NOT NULL, -- SHA-256 of the text, before the name of the schema is put in
    CONSTRAINT schema_functions_key PRIMARY KEY (name)
);

ALTER TABLE "directory_installs" ADD COLUMN "psa_hash" text;--> statement-breakpoint
CREATE INDEX "directory_installs_psa" ON "directory_installs" USING btree ("psa_hash");
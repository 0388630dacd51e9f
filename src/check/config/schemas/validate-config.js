// Generated from src/check/config/schemas/marketplace-config.schema.json by "node scripts/schemas.ts". Do not edit.
// biome-ignore-all lint: generated
// biome-ignore-all format: generated
// biome-ignore-all assist: generated
export const validate = validate20;
const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"https://plugin-marketplace.github.io/plugin-marketplace/schemas/marketplace-config.schema.json","title":"Marketplace configuration","description":"\"marketplace.config.json\": the one file that the owner of a marketplace writes.","type":"object","required":["name","description","owner","repository","site","categories"],"additionalProperties":false,"properties":{"$schema":{"description":"Where an editor finds this schema.","type":"string"},"name":{"description":"How people name this marketplace when they install from it: \"plugin@name\".","type":"string","pattern":"^[a-z0-9]+(?:-[a-z0-9]+)*$","maxLength":64},"displayName":{"description":"The name as it is shown.","type":"string","minLength":1,"maxLength":80},"description":{"description":"One or two sentences about the marketplace.","type":"string","minLength":1,"maxLength":300},"owner":{"description":"Who answers for this marketplace.","$ref":"#/$defs/author"},"repository":{"description":"\"owner/name\" on GitHub.","type":"string","pattern":"^[A-Za-z0-9](?:-?[A-Za-z0-9])*/[A-Za-z0-9._-]+$"},"site":{"description":"Where the catalog is published, with a slash at the end.","type":"string","pattern":"^https?://[^\\s?#]+/$"},"categories":{"description":"What a plugin can be filed under, in the order in which they are shown.","type":"array","minItems":1,"maxItems":50,"items":{"type":"object","required":["id","name","description"],"additionalProperties":false,"properties":{"id":{"description":"What a listing names.","type":"string","pattern":"^[a-z0-9]+(?:-[a-z0-9]+)*$","maxLength":40},"name":{"description":"What a visitor reads.","type":"string","minLength":1,"maxLength":40},"description":{"description":"One sentence.","type":"string","minLength":1,"maxLength":200}}}},"renames":{"description":"Former names of plugins and what each became; null where the plugin was removed. Keep old entries: people still have them.","type":"object","propertyNames":{"pattern":"^[a-z0-9]+(?:-[a-z0-9]+)*$"},"additionalProperties":{"type":["string","null"],"pattern":"^[a-z0-9]+(?:-[a-z0-9]+)*$"}},"policy":{"title":"Policy","description":"The owner's rules; everything has a default.","type":"object","additionalProperties":false,"properties":{"rules":{"description":"Severity by rule id. Rules of Claude Code itself, and rules that cannot be waived, keep theirs.","type":"object","propertyNames":{"pattern":"^[a-z0-9]+(?:-[a-z0-9]+)*$"},"additionalProperties":{"enum":["error","warning","info","off"]}},"limits":{"title":"Limits","description":"Sizes and counts above which a plugin is refused.","type":"object","additionalProperties":false,"properties":{"fileBytes":{"description":"Bytes of one file.","type":"integer","minimum":0,"maximum":1073741824},"totalBytes":{"description":"Bytes of all files.","type":"integer","minimum":0,"maximum":1073741824},"files":{"description":"Number of files.","type":"integer","minimum":0,"maximum":20000},"depth":{"description":"Levels of folders.","type":"integer","minimum":0,"maximum":64},"pathLength":{"description":"Characters of a path inside the plugin.","type":"integer","minimum":0,"maximum":4096},"descriptionMin":{"description":"Least characters of the description.","type":"integer","minimum":0,"maximum":1000},"descriptionMax":{"description":"Most characters of the description.","type":"integer","minimum":0,"maximum":10000},"readmeWords":{"description":"Least words of prose in the README.","type":"integer","minimum":0,"maximum":10000}}},"licenses":{"description":"SPDX ids that may be used. Absent: any SPDX licence.","type":"array","uniqueItems":true,"items":{"type":"string","minLength":1}},"hosts":{"description":"Hosts that a plugin may name; \"*.example.com\" stands for all below it. Absent: any.","type":"array","uniqueItems":true,"items":{"type":"string","pattern":"^(?:\\*\\.)?[a-z0-9-]+(?:\\.[a-z0-9-]+)*$"}},"dependencies":{"description":"Plugins that may be depended on, \"name\" or \"name@marketplace\". Absent: any plugin of this marketplace.","type":"array","uniqueItems":true,"items":{"type":"string","pattern":"^[a-z0-9]+(?:-[a-z0-9]+)*(?:@[A-Za-z0-9][A-Za-z0-9._-]*)?$"}},"reservedNames":{"description":"Names that nobody may take, besides those that Claude Code reserves. Replaces the default list.","type":"array","uniqueItems":true,"items":{"type":"string","pattern":"^[a-z0-9]+(?:-[a-z0-9]+)*$"}}}},"review":{"title":"Review","description":"How pull requests are judged; everything has a default.","type":"object","additionalProperties":false,"properties":{"curators":{"description":"GitHub logins of those who look after the marketplace itself: they may change more than plugins, and are asked what only a person can answer. Absent: the owner of the repository.","type":"array","minItems":1,"maxItems":50,"uniqueItems":true,"items":{"type":"string","maxLength":39,"pattern":"^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?:_[A-Za-z0-9]+)?$"}},"merge":{"title":"Merge","description":"Merging by a machine.","type":"object","additionalProperties":false,"properties":{"enabled":{"description":"Whether a pull request that passes, or that was approved as it is, is merged without anybody's hand. Absent: no.","type":"boolean"}}},"limits":{"title":"Usual sizes","description":"Above which a pull request is unusual, so that a person looks.","type":"object","additionalProperties":false,"properties":{"files":{"description":"Changed files of one plugin. Absent: 100.","type":"integer","minimum":1,"maximum":20000},"bytes":{"description":"Bytes of one plugin's changed files. Absent: 1 MB.","type":"integer","minimum":1,"maximum":1073741824},"plugins":{"description":"Plugins. Absent: 5.","type":"integer","minimum":1,"maximum":200}}}}}},"$defs":{"author":{"title":"Person or team","type":"object","required":["name"],"additionalProperties":false,"properties":{"name":{"description":"As it is shown.","type":"string","minLength":1,"maxLength":100},"email":{"description":"Where to write to.","type":"string","minLength":3,"maxLength":254,"pattern":"^[^@\\s]+@[^@\\s]+$"},"url":{"description":"A page about them.","type":"string","maxLength":500,"pattern":"^https?://"}}}}};
const schema32 = {"title":"Person or team","type":"object","required":["name"],"additionalProperties":false,"properties":{"name":{"description":"As it is shown.","type":"string","minLength":1,"maxLength":100},"email":{"description":"Where to write to.","type":"string","minLength":3,"maxLength":254,"pattern":"^[^@\\s]+@[^@\\s]+$"},"url":{"description":"A page about them.","type":"string","maxLength":500,"pattern":"^https?://"}}};
const func1 = Object.prototype.hasOwnProperty;
const func2 = (text) => { let length = 0; for (const _ of text) length++; return length; };
const pattern4 = new RegExp("^[a-z0-9]+(?:-[a-z0-9]+)*$", "u");
const pattern5 = new RegExp("^[^@\\s]+@[^@\\s]+$", "u");
const pattern6 = new RegExp("^https?://", "u");
const pattern7 = new RegExp("^[A-Za-z0-9](?:-?[A-Za-z0-9])*/[A-Za-z0-9._-]+$", "u");
const pattern8 = new RegExp("^https?://[^\\s?#]+/$", "u");
const pattern13 = new RegExp("^(?:\\*\\.)?[a-z0-9-]+(?:\\.[a-z0-9-]+)*$", "u");
const pattern14 = new RegExp("^[a-z0-9]+(?:-[a-z0-9]+)*(?:@[A-Za-z0-9][A-Za-z0-9._-]*)?$", "u");
const pattern16 = new RegExp("^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?:_[A-Za-z0-9]+)?$", "u");

function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="https://plugin-marketplace.github.io/plugin-marketplace/schemas/marketplace-config.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate20.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.description === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "description"},message:"must have required property '"+"description"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.owner === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "owner"},message:"must have required property '"+"owner"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.repository === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "repository"},message:"must have required property '"+"repository"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.site === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "site"},message:"must have required property '"+"site"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.categories === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "categories"},message:"must have required property '"+"categories"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema31.properties, key0))){
const err6 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.$schema !== undefined){
if(typeof data.$schema !== "string"){
const err7 = {instancePath:instancePath+"/$schema",schemaPath:"#/properties/%24schema/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.name !== undefined){
let data1 = data.name;
if(typeof data1 === "string"){
if(func2(data1) > 64){
const err8 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(!pattern4.test(data1)){
const err9 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]+(?:-[a-z0-9]+)*$"},message:"must match pattern \""+"^[a-z0-9]+(?:-[a-z0-9]+)*$"+"\""};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.displayName !== undefined){
let data2 = data.displayName;
if(typeof data2 === "string"){
if(func2(data2) > 80){
const err11 = {instancePath:instancePath+"/displayName",schemaPath:"#/properties/displayName/maxLength",keyword:"maxLength",params:{limit: 80},message:"must NOT have more than 80 characters"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(func2(data2) < 1){
const err12 = {instancePath:instancePath+"/displayName",schemaPath:"#/properties/displayName/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/displayName",schemaPath:"#/properties/displayName/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.description !== undefined){
let data3 = data.description;
if(typeof data3 === "string"){
if(func2(data3) > 300){
const err14 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/maxLength",keyword:"maxLength",params:{limit: 300},message:"must NOT have more than 300 characters"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(func2(data3) < 1){
const err15 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.owner !== undefined){
let data4 = data.owner;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(data4.name === undefined){
const err17 = {instancePath:instancePath+"/owner",schemaPath:"#/$defs/author/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
for(const key1 in data4){
if(!(((key1 === "name") || (key1 === "email")) || (key1 === "url"))){
const err18 = {instancePath:instancePath+"/owner",schemaPath:"#/$defs/author/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data4.name !== undefined){
let data5 = data4.name;
if(typeof data5 === "string"){
if(func2(data5) > 100){
const err19 = {instancePath:instancePath+"/owner/name",schemaPath:"#/$defs/author/properties/name/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(func2(data5) < 1){
const err20 = {instancePath:instancePath+"/owner/name",schemaPath:"#/$defs/author/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/owner/name",schemaPath:"#/$defs/author/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data4.email !== undefined){
let data6 = data4.email;
if(typeof data6 === "string"){
if(func2(data6) > 254){
const err22 = {instancePath:instancePath+"/owner/email",schemaPath:"#/$defs/author/properties/email/maxLength",keyword:"maxLength",params:{limit: 254},message:"must NOT have more than 254 characters"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(func2(data6) < 3){
const err23 = {instancePath:instancePath+"/owner/email",schemaPath:"#/$defs/author/properties/email/minLength",keyword:"minLength",params:{limit: 3},message:"must NOT have fewer than 3 characters"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(!pattern5.test(data6)){
const err24 = {instancePath:instancePath+"/owner/email",schemaPath:"#/$defs/author/properties/email/pattern",keyword:"pattern",params:{pattern: "^[^@\\s]+@[^@\\s]+$"},message:"must match pattern \""+"^[^@\\s]+@[^@\\s]+$"+"\""};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
else {
const err25 = {instancePath:instancePath+"/owner/email",schemaPath:"#/$defs/author/properties/email/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data4.url !== undefined){
let data7 = data4.url;
if(typeof data7 === "string"){
if(func2(data7) > 500){
const err26 = {instancePath:instancePath+"/owner/url",schemaPath:"#/$defs/author/properties/url/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(!pattern6.test(data7)){
const err27 = {instancePath:instancePath+"/owner/url",schemaPath:"#/$defs/author/properties/url/pattern",keyword:"pattern",params:{pattern: "^https?://"},message:"must match pattern \""+"^https?://"+"\""};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/owner/url",schemaPath:"#/$defs/author/properties/url/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
else {
const err29 = {instancePath:instancePath+"/owner",schemaPath:"#/$defs/author/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data.repository !== undefined){
let data8 = data.repository;
if(typeof data8 === "string"){
if(!pattern7.test(data8)){
const err30 = {instancePath:instancePath+"/repository",schemaPath:"#/properties/repository/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9](?:-?[A-Za-z0-9])*/[A-Za-z0-9._-]+$"},message:"must match pattern \""+"^[A-Za-z0-9](?:-?[A-Za-z0-9])*/[A-Za-z0-9._-]+$"+"\""};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
else {
const err31 = {instancePath:instancePath+"/repository",schemaPath:"#/properties/repository/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data.site !== undefined){
let data9 = data.site;
if(typeof data9 === "string"){
if(!pattern8.test(data9)){
const err32 = {instancePath:instancePath+"/site",schemaPath:"#/properties/site/pattern",keyword:"pattern",params:{pattern: "^https?://[^\\s?#]+/$"},message:"must match pattern \""+"^https?://[^\\s?#]+/$"+"\""};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
else {
const err33 = {instancePath:instancePath+"/site",schemaPath:"#/properties/site/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data.categories !== undefined){
let data10 = data.categories;
if(Array.isArray(data10)){
if(data10.length > 50){
const err34 = {instancePath:instancePath+"/categories",schemaPath:"#/properties/categories/maxItems",keyword:"maxItems",params:{limit: 50},message:"must NOT have more than 50 items"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(data10.length < 1){
const err35 = {instancePath:instancePath+"/categories",schemaPath:"#/properties/categories/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
const len0 = data10.length;
for(let i0=0; i0<len0; i0++){
let data11 = data10[i0];
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(data11.id === undefined){
const err36 = {instancePath:instancePath+"/categories/" + i0,schemaPath:"#/properties/categories/items/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(data11.name === undefined){
const err37 = {instancePath:instancePath+"/categories/" + i0,schemaPath:"#/properties/categories/items/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if(data11.description === undefined){
const err38 = {instancePath:instancePath+"/categories/" + i0,schemaPath:"#/properties/categories/items/required",keyword:"required",params:{missingProperty: "description"},message:"must have required property '"+"description"+"'"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
for(const key2 in data11){
if(!(((key2 === "id") || (key2 === "name")) || (key2 === "description"))){
const err39 = {instancePath:instancePath+"/categories/" + i0,schemaPath:"#/properties/categories/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data11.id !== undefined){
let data12 = data11.id;
if(typeof data12 === "string"){
if(func2(data12) > 40){
const err40 = {instancePath:instancePath+"/categories/" + i0+"/id",schemaPath:"#/properties/categories/items/properties/id/maxLength",keyword:"maxLength",params:{limit: 40},message:"must NOT have more than 40 characters"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if(!pattern4.test(data12)){
const err41 = {instancePath:instancePath+"/categories/" + i0+"/id",schemaPath:"#/properties/categories/items/properties/id/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]+(?:-[a-z0-9]+)*$"},message:"must match pattern \""+"^[a-z0-9]+(?:-[a-z0-9]+)*$"+"\""};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
else {
const err42 = {instancePath:instancePath+"/categories/" + i0+"/id",schemaPath:"#/properties/categories/items/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data11.name !== undefined){
let data13 = data11.name;
if(typeof data13 === "string"){
if(func2(data13) > 40){
const err43 = {instancePath:instancePath+"/categories/" + i0+"/name",schemaPath:"#/properties/categories/items/properties/name/maxLength",keyword:"maxLength",params:{limit: 40},message:"must NOT have more than 40 characters"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if(func2(data13) < 1){
const err44 = {instancePath:instancePath+"/categories/" + i0+"/name",schemaPath:"#/properties/categories/items/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
else {
const err45 = {instancePath:instancePath+"/categories/" + i0+"/name",schemaPath:"#/properties/categories/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data11.description !== undefined){
let data14 = data11.description;
if(typeof data14 === "string"){
if(func2(data14) > 200){
const err46 = {instancePath:instancePath+"/categories/" + i0+"/description",schemaPath:"#/properties/categories/items/properties/description/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
if(func2(data14) < 1){
const err47 = {instancePath:instancePath+"/categories/" + i0+"/description",schemaPath:"#/properties/categories/items/properties/description/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
else {
const err48 = {instancePath:instancePath+"/categories/" + i0+"/description",schemaPath:"#/properties/categories/items/properties/description/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
}
else {
const err49 = {instancePath:instancePath+"/categories/" + i0,schemaPath:"#/properties/categories/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
}
else {
const err50 = {instancePath:instancePath+"/categories",schemaPath:"#/properties/categories/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data.renames !== undefined){
let data15 = data.renames;
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
for(const key3 in data15){
const _errs37 = errors;
if(typeof key3 === "string"){
if(!pattern4.test(key3)){
const err51 = {instancePath:instancePath+"/renames",schemaPath:"#/properties/renames/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]+(?:-[a-z0-9]+)*$"},message:"must match pattern \""+"^[a-z0-9]+(?:-[a-z0-9]+)*$"+"\"",propertyName:key3};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
var valid6 = _errs37 === errors;
if(!valid6){
const err52 = {instancePath:instancePath+"/renames",schemaPath:"#/properties/renames/propertyNames",keyword:"propertyNames",params:{propertyName: key3},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
for(const key4 in data15){
let data16 = data15[key4];
if((typeof data16 !== "string") && (data16 !== null)){
const err53 = {instancePath:instancePath+"/renames/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/renames/additionalProperties/type",keyword:"type",params:{type: schema31.properties.renames.additionalProperties.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
if(typeof data16 === "string"){
if(!pattern4.test(data16)){
const err54 = {instancePath:instancePath+"/renames/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/renames/additionalProperties/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]+(?:-[a-z0-9]+)*$"},message:"must match pattern \""+"^[a-z0-9]+(?:-[a-z0-9]+)*$"+"\""};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
}
}
else {
const err55 = {instancePath:instancePath+"/renames",schemaPath:"#/properties/renames/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data.policy !== undefined){
let data17 = data.policy;
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
for(const key5 in data17){
if(!((((((key5 === "rules") || (key5 === "limits")) || (key5 === "licenses")) || (key5 === "hosts")) || (key5 === "dependencies")) || (key5 === "reservedNames"))){
const err56 = {instancePath:instancePath+"/policy",schemaPath:"#/properties/policy/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(data17.rules !== undefined){
let data18 = data17.rules;
if(data18 && typeof data18 == "object" && !Array.isArray(data18)){
for(const key6 in data18){
const _errs46 = errors;
if(typeof key6 === "string"){
if(!pattern4.test(key6)){
const err57 = {instancePath:instancePath+"/policy/rules",schemaPath:"#/properties/policy/properties/rules/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]+(?:-[a-z0-9]+)*$"},message:"must match pattern \""+"^[a-z0-9]+(?:-[a-z0-9]+)*$"+"\"",propertyName:key6};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
var valid9 = _errs46 === errors;
if(!valid9){
const err58 = {instancePath:instancePath+"/policy/rules",schemaPath:"#/properties/policy/properties/rules/propertyNames",keyword:"propertyNames",params:{propertyName: key6},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
for(const key7 in data18){
let data19 = data18[key7];
if(!((((data19 === "error") || (data19 === "warning")) || (data19 === "info")) || (data19 === "off"))){
const err59 = {instancePath:instancePath+"/policy/rules/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/policy/properties/rules/additionalProperties/enum",keyword:"enum",params:{allowedValues: schema31.properties.policy.properties.rules.additionalProperties.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
}
else {
const err60 = {instancePath:instancePath+"/policy/rules",schemaPath:"#/properties/policy/properties/rules/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data17.limits !== undefined){
let data20 = data17.limits;
if(data20 && typeof data20 == "object" && !Array.isArray(data20)){
for(const key8 in data20){
if(!((((((((key8 === "fileBytes") || (key8 === "totalBytes")) || (key8 === "files")) || (key8 === "depth")) || (key8 === "pathLength")) || (key8 === "descriptionMin")) || (key8 === "descriptionMax")) || (key8 === "readmeWords"))){
const err61 = {instancePath:instancePath+"/policy/limits",schemaPath:"#/properties/policy/properties/limits/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
if(data20.fileBytes !== undefined){
let data21 = data20.fileBytes;
if(!(((typeof data21 == "number") && (!(data21 % 1) && !isNaN(data21))) && (isFinite(data21)))){
const err62 = {instancePath:instancePath+"/policy/limits/fileBytes",schemaPath:"#/properties/policy/properties/limits/properties/fileBytes/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
if((typeof data21 == "number") && (isFinite(data21))){
if(data21 > 1073741824 || isNaN(data21)){
const err63 = {instancePath:instancePath+"/policy/limits/fileBytes",schemaPath:"#/properties/policy/properties/limits/properties/fileBytes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1073741824},message:"must be <= 1073741824"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
if(data21 < 0 || isNaN(data21)){
const err64 = {instancePath:instancePath+"/policy/limits/fileBytes",schemaPath:"#/properties/policy/properties/limits/properties/fileBytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
}
if(data20.totalBytes !== undefined){
let data22 = data20.totalBytes;
if(!(((typeof data22 == "number") && (!(data22 % 1) && !isNaN(data22))) && (isFinite(data22)))){
const err65 = {instancePath:instancePath+"/policy/limits/totalBytes",schemaPath:"#/properties/policy/properties/limits/properties/totalBytes/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
if((typeof data22 == "number") && (isFinite(data22))){
if(data22 > 1073741824 || isNaN(data22)){
const err66 = {instancePath:instancePath+"/policy/limits/totalBytes",schemaPath:"#/properties/policy/properties/limits/properties/totalBytes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1073741824},message:"must be <= 1073741824"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
if(data22 < 0 || isNaN(data22)){
const err67 = {instancePath:instancePath+"/policy/limits/totalBytes",schemaPath:"#/properties/policy/properties/limits/properties/totalBytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
}
if(data20.files !== undefined){
let data23 = data20.files;
if(!(((typeof data23 == "number") && (!(data23 % 1) && !isNaN(data23))) && (isFinite(data23)))){
const err68 = {instancePath:instancePath+"/policy/limits/files",schemaPath:"#/properties/policy/properties/limits/properties/files/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
if((typeof data23 == "number") && (isFinite(data23))){
if(data23 > 20000 || isNaN(data23)){
const err69 = {instancePath:instancePath+"/policy/limits/files",schemaPath:"#/properties/policy/properties/limits/properties/files/maximum",keyword:"maximum",params:{comparison: "<=", limit: 20000},message:"must be <= 20000"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
if(data23 < 0 || isNaN(data23)){
const err70 = {instancePath:instancePath+"/policy/limits/files",schemaPath:"#/properties/policy/properties/limits/properties/files/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
}
if(data20.depth !== undefined){
let data24 = data20.depth;
if(!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24)))){
const err71 = {instancePath:instancePath+"/policy/limits/depth",schemaPath:"#/properties/policy/properties/limits/properties/depth/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 > 64 || isNaN(data24)){
const err72 = {instancePath:instancePath+"/policy/limits/depth",schemaPath:"#/properties/policy/properties/limits/properties/depth/maximum",keyword:"maximum",params:{comparison: "<=", limit: 64},message:"must be <= 64"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
if(data24 < 0 || isNaN(data24)){
const err73 = {instancePath:instancePath+"/policy/limits/depth",schemaPath:"#/properties/policy/properties/limits/properties/depth/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
}
if(data20.pathLength !== undefined){
let data25 = data20.pathLength;
if(!(((typeof data25 == "number") && (!(data25 % 1) && !isNaN(data25))) && (isFinite(data25)))){
const err74 = {instancePath:instancePath+"/policy/limits/pathLength",schemaPath:"#/properties/policy/properties/limits/properties/pathLength/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
if((typeof data25 == "number") && (isFinite(data25))){
if(data25 > 4096 || isNaN(data25)){
const err75 = {instancePath:instancePath+"/policy/limits/pathLength",schemaPath:"#/properties/policy/properties/limits/properties/pathLength/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4096},message:"must be <= 4096"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
if(data25 < 0 || isNaN(data25)){
const err76 = {instancePath:instancePath+"/policy/limits/pathLength",schemaPath:"#/properties/policy/properties/limits/properties/pathLength/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
}
if(data20.descriptionMin !== undefined){
let data26 = data20.descriptionMin;
if(!(((typeof data26 == "number") && (!(data26 % 1) && !isNaN(data26))) && (isFinite(data26)))){
const err77 = {instancePath:instancePath+"/policy/limits/descriptionMin",schemaPath:"#/properties/policy/properties/limits/properties/descriptionMin/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
if((typeof data26 == "number") && (isFinite(data26))){
if(data26 > 1000 || isNaN(data26)){
const err78 = {instancePath:instancePath+"/policy/limits/descriptionMin",schemaPath:"#/properties/policy/properties/limits/properties/descriptionMin/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
if(data26 < 0 || isNaN(data26)){
const err79 = {instancePath:instancePath+"/policy/limits/descriptionMin",schemaPath:"#/properties/policy/properties/limits/properties/descriptionMin/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
}
if(data20.descriptionMax !== undefined){
let data27 = data20.descriptionMax;
if(!(((typeof data27 == "number") && (!(data27 % 1) && !isNaN(data27))) && (isFinite(data27)))){
const err80 = {instancePath:instancePath+"/policy/limits/descriptionMax",schemaPath:"#/properties/policy/properties/limits/properties/descriptionMax/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
if((typeof data27 == "number") && (isFinite(data27))){
if(data27 > 10000 || isNaN(data27)){
const err81 = {instancePath:instancePath+"/policy/limits/descriptionMax",schemaPath:"#/properties/policy/properties/limits/properties/descriptionMax/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},message:"must be <= 10000"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
if(data27 < 0 || isNaN(data27)){
const err82 = {instancePath:instancePath+"/policy/limits/descriptionMax",schemaPath:"#/properties/policy/properties/limits/properties/descriptionMax/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
}
if(data20.readmeWords !== undefined){
let data28 = data20.readmeWords;
if(!(((typeof data28 == "number") && (!(data28 % 1) && !isNaN(data28))) && (isFinite(data28)))){
const err83 = {instancePath:instancePath+"/policy/limits/readmeWords",schemaPath:"#/properties/policy/properties/limits/properties/readmeWords/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
if((typeof data28 == "number") && (isFinite(data28))){
if(data28 > 10000 || isNaN(data28)){
const err84 = {instancePath:instancePath+"/policy/limits/readmeWords",schemaPath:"#/properties/policy/properties/limits/properties/readmeWords/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},message:"must be <= 10000"};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
if(data28 < 0 || isNaN(data28)){
const err85 = {instancePath:instancePath+"/policy/limits/readmeWords",schemaPath:"#/properties/policy/properties/limits/properties/readmeWords/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
}
}
else {
const err86 = {instancePath:instancePath+"/policy/limits",schemaPath:"#/properties/policy/properties/limits/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
if(data17.licenses !== undefined){
let data29 = data17.licenses;
if(Array.isArray(data29)){
const len1 = data29.length;
for(let i1=0; i1<len1; i1++){
let data30 = data29[i1];
if(typeof data30 === "string"){
if(func2(data30) < 1){
const err87 = {instancePath:instancePath+"/policy/licenses/" + i1,schemaPath:"#/properties/policy/properties/licenses/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
else {
const err88 = {instancePath:instancePath+"/policy/licenses/" + i1,schemaPath:"#/properties/policy/properties/licenses/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
let i2 = data29.length;
let j0;
if(i2 > 1){
const indices0 = {};
for(;i2--;){
let item0 = data29[i2];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err89 = {instancePath:instancePath+"/policy/licenses",schemaPath:"#/properties/policy/properties/licenses/uniqueItems",keyword:"uniqueItems",params:{i: i2, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i2+" are identical)"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
break;
}
indices0[item0] = i2;
}
}
}
else {
const err90 = {instancePath:instancePath+"/policy/licenses",schemaPath:"#/properties/policy/properties/licenses/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
if(data17.hosts !== undefined){
let data31 = data17.hosts;
if(Array.isArray(data31)){
const len2 = data31.length;
for(let i3=0; i3<len2; i3++){
let data32 = data31[i3];
if(typeof data32 === "string"){
if(!pattern13.test(data32)){
const err91 = {instancePath:instancePath+"/policy/hosts/" + i3,schemaPath:"#/properties/policy/properties/hosts/items/pattern",keyword:"pattern",params:{pattern: "^(?:\\*\\.)?[a-z0-9-]+(?:\\.[a-z0-9-]+)*$"},message:"must match pattern \""+"^(?:\\*\\.)?[a-z0-9-]+(?:\\.[a-z0-9-]+)*$"+"\""};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
else {
const err92 = {instancePath:instancePath+"/policy/hosts/" + i3,schemaPath:"#/properties/policy/properties/hosts/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
let i4 = data31.length;
let j1;
if(i4 > 1){
const indices1 = {};
for(;i4--;){
let item1 = data31[i4];
if(typeof item1 !== "string"){
continue;
}
if(typeof indices1[item1] == "number"){
j1 = indices1[item1];
const err93 = {instancePath:instancePath+"/policy/hosts",schemaPath:"#/properties/policy/properties/hosts/uniqueItems",keyword:"uniqueItems",params:{i: i4, j: j1},message:"must NOT have duplicate items (items ## "+j1+" and "+i4+" are identical)"};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
break;
}
indices1[item1] = i4;
}
}
}
else {
const err94 = {instancePath:instancePath+"/policy/hosts",schemaPath:"#/properties/policy/properties/hosts/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
if(data17.dependencies !== undefined){
let data33 = data17.dependencies;
if(Array.isArray(data33)){
const len3 = data33.length;
for(let i5=0; i5<len3; i5++){
let data34 = data33[i5];
if(typeof data34 === "string"){
if(!pattern14.test(data34)){
const err95 = {instancePath:instancePath+"/policy/dependencies/" + i5,schemaPath:"#/properties/policy/properties/dependencies/items/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]+(?:-[a-z0-9]+)*(?:@[A-Za-z0-9][A-Za-z0-9._-]*)?$"},message:"must match pattern \""+"^[a-z0-9]+(?:-[a-z0-9]+)*(?:@[A-Za-z0-9][A-Za-z0-9._-]*)?$"+"\""};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
else {
const err96 = {instancePath:instancePath+"/policy/dependencies/" + i5,schemaPath:"#/properties/policy/properties/dependencies/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
let i6 = data33.length;
let j2;
if(i6 > 1){
const indices2 = {};
for(;i6--;){
let item2 = data33[i6];
if(typeof item2 !== "string"){
continue;
}
if(typeof indices2[item2] == "number"){
j2 = indices2[item2];
const err97 = {instancePath:instancePath+"/policy/dependencies",schemaPath:"#/properties/policy/properties/dependencies/uniqueItems",keyword:"uniqueItems",params:{i: i6, j: j2},message:"must NOT have duplicate items (items ## "+j2+" and "+i6+" are identical)"};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
break;
}
indices2[item2] = i6;
}
}
}
else {
const err98 = {instancePath:instancePath+"/policy/dependencies",schemaPath:"#/properties/policy/properties/dependencies/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
if(data17.reservedNames !== undefined){
let data35 = data17.reservedNames;
if(Array.isArray(data35)){
const len4 = data35.length;
for(let i7=0; i7<len4; i7++){
let data36 = data35[i7];
if(typeof data36 === "string"){
if(!pattern4.test(data36)){
const err99 = {instancePath:instancePath+"/policy/reservedNames/" + i7,schemaPath:"#/properties/policy/properties/reservedNames/items/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]+(?:-[a-z0-9]+)*$"},message:"must match pattern \""+"^[a-z0-9]+(?:-[a-z0-9]+)*$"+"\""};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
else {
const err100 = {instancePath:instancePath+"/policy/reservedNames/" + i7,schemaPath:"#/properties/policy/properties/reservedNames/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
let i8 = data35.length;
let j3;
if(i8 > 1){
const indices3 = {};
for(;i8--;){
let item3 = data35[i8];
if(typeof item3 !== "string"){
continue;
}
if(typeof indices3[item3] == "number"){
j3 = indices3[item3];
const err101 = {instancePath:instancePath+"/policy/reservedNames",schemaPath:"#/properties/policy/properties/reservedNames/uniqueItems",keyword:"uniqueItems",params:{i: i8, j: j3},message:"must NOT have duplicate items (items ## "+j3+" and "+i8+" are identical)"};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
break;
}
indices3[item3] = i8;
}
}
}
else {
const err102 = {instancePath:instancePath+"/policy/reservedNames",schemaPath:"#/properties/policy/properties/reservedNames/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
}
}
else {
const err103 = {instancePath:instancePath+"/policy",schemaPath:"#/properties/policy/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
}
if(data.review !== undefined){
let data37 = data.review;
if(data37 && typeof data37 == "object" && !Array.isArray(data37)){
for(const key9 in data37){
if(!(((key9 === "curators") || (key9 === "merge")) || (key9 === "limits"))){
const err104 = {instancePath:instancePath+"/review",schemaPath:"#/properties/review/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
}
if(data37.curators !== undefined){
let data38 = data37.curators;
if(Array.isArray(data38)){
if(data38.length > 50){
const err105 = {instancePath:instancePath+"/review/curators",schemaPath:"#/properties/review/properties/curators/maxItems",keyword:"maxItems",params:{limit: 50},message:"must NOT have more than 50 items"};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
if(data38.length < 1){
const err106 = {instancePath:instancePath+"/review/curators",schemaPath:"#/properties/review/properties/curators/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
const len5 = data38.length;
for(let i9=0; i9<len5; i9++){
let data39 = data38[i9];
if(typeof data39 === "string"){
if(func2(data39) > 39){
const err107 = {instancePath:instancePath+"/review/curators/" + i9,schemaPath:"#/properties/review/properties/curators/items/maxLength",keyword:"maxLength",params:{limit: 39},message:"must NOT have more than 39 characters"};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
if(!pattern16.test(data39)){
const err108 = {instancePath:instancePath+"/review/curators/" + i9,schemaPath:"#/properties/review/properties/curators/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?:_[A-Za-z0-9]+)?$"},message:"must match pattern \""+"^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?:_[A-Za-z0-9]+)?$"+"\""};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
}
else {
const err109 = {instancePath:instancePath+"/review/curators/" + i9,schemaPath:"#/properties/review/properties/curators/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
}
let i10 = data38.length;
let j4;
if(i10 > 1){
const indices4 = {};
for(;i10--;){
let item4 = data38[i10];
if(typeof item4 !== "string"){
continue;
}
if(typeof indices4[item4] == "number"){
j4 = indices4[item4];
const err110 = {instancePath:instancePath+"/review/curators",schemaPath:"#/properties/review/properties/curators/uniqueItems",keyword:"uniqueItems",params:{i: i10, j: j4},message:"must NOT have duplicate items (items ## "+j4+" and "+i10+" are identical)"};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
break;
}
indices4[item4] = i10;
}
}
}
else {
const err111 = {instancePath:instancePath+"/review/curators",schemaPath:"#/properties/review/properties/curators/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
}
if(data37.merge !== undefined){
let data40 = data37.merge;
if(data40 && typeof data40 == "object" && !Array.isArray(data40)){
for(const key10 in data40){
if(!(key10 === "enabled")){
const err112 = {instancePath:instancePath+"/review/merge",schemaPath:"#/properties/review/properties/merge/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
}
if(data40.enabled !== undefined){
if(typeof data40.enabled !== "boolean"){
const err113 = {instancePath:instancePath+"/review/merge/enabled",schemaPath:"#/properties/review/properties/merge/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
}
}
else {
const err114 = {instancePath:instancePath+"/review/merge",schemaPath:"#/properties/review/properties/merge/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
}
if(data37.limits !== undefined){
let data42 = data37.limits;
if(data42 && typeof data42 == "object" && !Array.isArray(data42)){
for(const key11 in data42){
if(!(((key11 === "files") || (key11 === "bytes")) || (key11 === "plugins"))){
const err115 = {instancePath:instancePath+"/review/limits",schemaPath:"#/properties/review/properties/limits/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
}
if(data42.files !== undefined){
let data43 = data42.files;
if(!(((typeof data43 == "number") && (!(data43 % 1) && !isNaN(data43))) && (isFinite(data43)))){
const err116 = {instancePath:instancePath+"/review/limits/files",schemaPath:"#/properties/review/properties/limits/properties/files/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
if((typeof data43 == "number") && (isFinite(data43))){
if(data43 > 20000 || isNaN(data43)){
const err117 = {instancePath:instancePath+"/review/limits/files",schemaPath:"#/properties/review/properties/limits/properties/files/maximum",keyword:"maximum",params:{comparison: "<=", limit: 20000},message:"must be <= 20000"};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
if(data43 < 1 || isNaN(data43)){
const err118 = {instancePath:instancePath+"/review/limits/files",schemaPath:"#/properties/review/properties/limits/properties/files/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
}
}
if(data42.bytes !== undefined){
let data44 = data42.bytes;
if(!(((typeof data44 == "number") && (!(data44 % 1) && !isNaN(data44))) && (isFinite(data44)))){
const err119 = {instancePath:instancePath+"/review/limits/bytes",schemaPath:"#/properties/review/properties/limits/properties/bytes/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
if((typeof data44 == "number") && (isFinite(data44))){
if(data44 > 1073741824 || isNaN(data44)){
const err120 = {instancePath:instancePath+"/review/limits/bytes",schemaPath:"#/properties/review/properties/limits/properties/bytes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1073741824},message:"must be <= 1073741824"};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
if(data44 < 1 || isNaN(data44)){
const err121 = {instancePath:instancePath+"/review/limits/bytes",schemaPath:"#/properties/review/properties/limits/properties/bytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
}
}
if(data42.plugins !== undefined){
let data45 = data42.plugins;
if(!(((typeof data45 == "number") && (!(data45 % 1) && !isNaN(data45))) && (isFinite(data45)))){
const err122 = {instancePath:instancePath+"/review/limits/plugins",schemaPath:"#/properties/review/properties/limits/properties/plugins/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
}
if((typeof data45 == "number") && (isFinite(data45))){
if(data45 > 200 || isNaN(data45)){
const err123 = {instancePath:instancePath+"/review/limits/plugins",schemaPath:"#/properties/review/properties/limits/properties/plugins/maximum",keyword:"maximum",params:{comparison: "<=", limit: 200},message:"must be <= 200"};
if(vErrors === null){
vErrors = [err123];
}
else {
vErrors.push(err123);
}
errors++;
}
if(data45 < 1 || isNaN(data45)){
const err124 = {instancePath:instancePath+"/review/limits/plugins",schemaPath:"#/properties/review/properties/limits/properties/plugins/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err124];
}
else {
vErrors.push(err124);
}
errors++;
}
}
}
}
else {
const err125 = {instancePath:instancePath+"/review/limits",schemaPath:"#/properties/review/properties/limits/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err125];
}
else {
vErrors.push(err125);
}
errors++;
}
}
}
else {
const err126 = {instancePath:instancePath+"/review",schemaPath:"#/properties/review/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err126];
}
else {
vErrors.push(err126);
}
errors++;
}
}
}
else {
const err127 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err127];
}
else {
vErrors.push(err127);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
